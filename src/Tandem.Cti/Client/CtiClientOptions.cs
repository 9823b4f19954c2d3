using Tandem.Cti.Bert;
using Tandem.Cti.Protocol;

namespace Tandem.Cti.Client;

/// <summary>Settings of a <see cref="CtiClient"/>.</summary>
public sealed record CtiClientOptions
{
    /// <summary>Where the feed is served: <c>wss://host</c>, with the protocol's own path where it has none; <c>ws://</c> without TLS.</summary>
    public required Uri Url { get; init; }

    /// <summary>The domain.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The token.</summary>
    public required string Token { get; init; }

    /// <summary>How it logs in. Default <see cref="CtiLogin.Basic"/>.</summary>
    public CtiLogin Login { get; init; }

    /// <summary>The user that <see cref="CtiLogin.Query"/> names.</summary>
    public string? User { get; init; }

    /// <summary>The generation of the protocol that a Tandem is asked for; a Basix does not look at it. Default <see cref="CtiProfile.Tandem"/>.</summary>
    public CtiProfile Profile { get; init; } = CtiProfile.Tandem;

    /// <summary>Takes the place of an older connection where the server has no more places for the token. Default no.</summary>
    public bool Force { get; init; }

    /// <summary>What the program is called at the server.</summary>
    public string? AppName { get; init; }

    /// <summary>The SHA-256 of the server's certificate, in 64 hexadecimal digits: this very certificate is then trusted and no other, whoever
    /// issued it.</summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>Trusts whatever certificate the server has. Anybody on the way can then read the token and everything else. Default no.</summary>
    public bool TrustAnyCertificate { get; init; }

    /// <summary>How long a connection may take to be made. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a lost connection the next is tried first; it doubles with each failure, and up to a half of it is left off by
    /// chance. Default 1 s.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay. Default 1 min.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a quiet line is used, and how long the server may leave that unanswered. Default 15 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the effect of a command is waited for. Default 5 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The limits of a message. Default <see cref="BertReaderOptions.Default"/>.</summary>
    public BertReaderOptions Limits { get; init; } = BertReaderOptions.Default;

    /// <summary>Asks a Tandem for its whole model in place of the records of channels; a Basix does not look at it.</summary>
    internal bool WholeModel { get; init; }

    /// <summary>The address, without the token.</summary>
    public override string ToString() => $"{Domain}@{Url}";
}
