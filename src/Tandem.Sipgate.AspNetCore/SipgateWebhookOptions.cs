using System.Net;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>Settings of a webhook's receiver.</summary>
public sealed record SipgateWebhookOptions
{
    /// <summary>The addresses that sipgate's webhooks come from.</summary>
    public static IReadOnlyList<IPNetwork> SipgateOrigins { get; } = [IPNetwork.Parse("217.116.118.254/32"), IPNetwork.Parse("212.9.46.32/32")];

    /// <summary>Where sipgate reaches this webhook, http or https: answers, ends and keys are told there. Null where only new calls are wanted; with
    /// other handlers it is necessary.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whether a body without sipgate's signature is refused. Default true; anything else is for development.</summary>
    public bool VerifySignature { get; init; } = true;

    /// <summary>The public key that signatures are of, RSA in PEM; null, the default, for sipgate's.</summary>
    public string? PublicKeyPem { get; init; }

    /// <summary>From where webhooks may come, such as <see cref="SipgateOrigins"/>; empty, the default, for everywhere: the signature is what counts.</summary>
    public IReadOnlyList<IPNetwork> AllowedOrigins { get; init; } = [];

    /// <summary>The reverse proxies before this program: where a request comes from one of these, the last address of <c>X-Forwarded-For</c> that is none of
    /// them is its origin. Default none: the header, which anybody can write, is not looked at. With the middleware for forwarded headers it stays empty.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How large a body may be, 1 to 1,048,576 bytes. Default 64 KiB.</summary>
    public int MaxBodySize { get; init; } = 64 * 1024;

    /// <summary>
    /// For how long a body that came before is refused (409), except pressed keys, which may well come twice. Null, the default, for never: a signature
    /// has no time, and a proxy may send a request again that got no answer.
    /// </summary>
    public TimeSpan? ReplayWindow { get; init; }

    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    internal void Validate()
    {
        Check(PublicUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, nameof(PublicUrl), "is no absolute http or https URL");
        Check(MaxBodySize is >= 1 and <= 1024 * 1024, nameof(MaxBodySize), "is not 1 to 1,048,576");
        Check(ReplayWindow is null || ReplayWindow > TimeSpan.Zero, nameof(ReplayWindow), "is not above zero");
        Check(AllowedOrigins is not null, nameof(AllowedOrigins), "is missing");
        Check(TrustedProxies is not null, nameof(TrustedProxies), "is missing");
        if (VerifySignature && PublicKeyPem is not null)
        {
            using var verifier = new WebhookSignatureVerifier(PublicKeyPem);
        }
    }

    private static void Check(bool isGood, string key, string fault)
    {
        if (!isGood)
        {
            throw new ArgumentException($"{key} {fault}.", "options");
        }
    }
}
