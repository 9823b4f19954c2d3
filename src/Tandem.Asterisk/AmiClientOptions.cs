using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk;

/// <summary>Settings of an <see cref="AmiClient"/>.</summary>
public sealed record AmiClientOptions
{
    private int? _port;

    /// <summary>The name or address of the Asterisk; default <c>127.0.0.1</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its port, 1 to 65535; default 5038, with TLS 5039.</summary>
    public int Port
    {
        get => _port ?? (Tls is null ? 5038 : 5039);
        init => _port = value;
    }

    /// <summary>The user, a section of manager.conf.</summary>
    public required string Username { get; init; }

    /// <summary>The user's secret.</summary>
    public required string Secret { get; init; }

    /// <summary>How the secret is shown; default by MD5.</summary>
    public AmiAuthentication Authentication { get; init; }

    /// <summary>Encryption; null, the default, for none.</summary>
    public AmiTlsOptions? Tls { get; init; }

    /// <summary>The events that are sent; default all that the user may read.</summary>
    public AmiEventClasses Events { get; init; } = AmiEventClasses.All;

    /// <summary>Filters that Asterisk applies, set anew at each connection; default none.</summary>
    public IReadOnlyList<AmiEventFilter> Filters { get; init; } = [];

    /// <summary>How long connecting with login may take; default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an action may take, and a list from one item to the next, unless the action says otherwise; default 30 s.</summary>
    public TimeSpan ActionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without a byte Asterisk is asked whether it is there; zero for never; default 15 s.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long that answer may take before the connection counts as dead; default 10 s. While an action is under way it waits, as Asterisk does one after the other.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What happens when the connection ends.</summary>
    public AmiReconnectOptions Reconnect { get; init; } = new();

    /// <summary>The longest block taken, in bytes; a longer one ends the connection; default 16 MiB.</summary>
    public int MaxBlockSize { get; init; } = AmiBlockReader.DefaultMaxBlockSize;

    /// <summary>The most items of a list, which fails beyond; default 1,000,000.</summary>
    public int MaxListItems { get; init; } = 1_000_000;

    /// <summary>How bytes become text: UTF-8, the default, or another that holds ASCII, such as Latin-1.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Sees every block in order on the thread that reads; null, the default, for none.</summary>
    public IAmiBlockHandler? BlockHandler { get; init; }

    /// <summary>Sees the bytes; null, the default, for none.</summary>
    public IAmiTrace? Trace { get; init; }

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs; default nowhere. At the level Trace it logs every block, secrets masked.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The settings without the secret.</summary>
    public override string ToString() => $"{Username}@{Host}:{Port}{(Tls is null ? "" : " (TLS)")}";

    internal static void Check(bool isGood, string key, string fault)
    {
        if (!isGood)
        {
            throw new ArgumentException($"{key} {fault}.", "options");
        }
    }

    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    internal void Validate()
    {
        Check(!string.IsNullOrWhiteSpace(Host), nameof(Host), "is empty");
        Check(Port is >= 1 and <= 65535, nameof(Port), "is not 1 to 65535");
        Check(!string.IsNullOrEmpty(Username) && !Username.AsSpan().ContainsAny("\r\n\0"), nameof(Username), "is empty or has a CR, LF or NUL");
        Check(Secret is not null && !Secret.AsSpan().ContainsAny("\r\n\0"), nameof(Secret), "has a CR, LF or NUL");
        Check(ConnectTimeout > TimeSpan.Zero, nameof(ConnectTimeout), "is not above zero");
        Check(ActionTimeout > TimeSpan.Zero, nameof(ActionTimeout), "is not above zero");
        Check(KeepAliveInterval >= TimeSpan.Zero, nameof(KeepAliveInterval), "is negative");
        Check(KeepAliveTimeout > TimeSpan.Zero, nameof(KeepAliveTimeout), "is not above zero");
        Check(MaxBlockSize >= 1024, nameof(MaxBlockSize), "is less than 1024");
        Check(MaxListItems >= 1, nameof(MaxListItems), "is less than 1");
        Check(Encoding.GetByteCount("\r\n: A") == 5, nameof(Encoding), "does not hold ASCII");
        Reconnect.Validate();
        Tls?.Validate();
    }
}
