using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Sipgate;

/// <summary>Settings of a <see cref="SipgateClient"/>.</summary>
public sealed record SipgateOptions
{
    /// <summary>Where sipgate's REST API is, version 2.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.sipgate.com/v2/");

    /// <summary>Who asks.</summary>
    public required SipgateCredentials Credentials { get; init; }

    /// <summary>Where the API is, http or https; default <c>https://api.sipgate.com/v2/</c>.</summary>
    public Uri BaseAddress { get; init; } = DefaultBaseAddress;

    /// <summary>How long one request may take with its answer, each repetition anew; above zero; default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The proxy; null, the default, for that of the system. A client made from an <see cref="HttpClient"/> has that one's.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>What is repeated after a failure.</summary>
    public SipgateRetryOptions Retry { get; init; } = new();

    /// <summary>The program's name in the header <c>X-Sipgate-Client</c>; printable ASCII; default <c>Tandem</c>.</summary>
    public string ClientName { get; init; } = "Tandem";

    /// <summary>
    /// Whether phone numbers are sent in plain E.164, as <c>+4921163553355</c> for <c>+49 (211) 635533-55</c>; default true.
    /// If false they are sent as they were given. They are checked in either case.
    /// </summary>
    public bool NormalizePhoneNumbers { get; init; } = true;

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the client logs; default nowhere. Neither credentials nor bodies are logged.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The settings without the credentials.</summary>
    public override string ToString() => $"{Credentials} at {BaseAddress}";

    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    internal void Validate()
    {
        Check(Credentials is not null, nameof(Credentials), "are missing");
        Check(BaseAddress is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" }, nameof(BaseAddress), "is no http or https address without query");
        Check(Timeout > TimeSpan.Zero && Timeout < TimeSpan.FromDays(1), nameof(Timeout), "is not above zero and below a day");
        Check(ClientName is { Length: > 0 } && ClientName.All(c => c is >= ' ' and <= '~'), nameof(ClientName), "is empty or not printable ASCII");
        Check(TimeProvider is not null, nameof(TimeProvider), "is missing");
        Check(LoggerFactory is not null, nameof(LoggerFactory), "is missing");
        Check(Retry is not null, nameof(Retry), "is missing");
        Check(Retry!.MaxAttempts is >= 1 and <= 20, "Retry.MaxAttempts", "is not 1 to 20");
        Check(Retry.BaseDelay >= TimeSpan.Zero, "Retry.BaseDelay", "is negative");
        Check(Retry.MaxDelay >= Retry.BaseDelay, "Retry.MaxDelay", "is less than Retry.BaseDelay");
    }

    private static void Check(bool isGood, string key, string fault)
    {
        if (!isGood)
        {
            throw new ArgumentException($"{key} {fault}.", "options");
        }
    }
}
