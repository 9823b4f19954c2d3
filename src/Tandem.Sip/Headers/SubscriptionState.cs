using System.Globalization;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>The value of Subscription-State (RFC 6665 section 8.2.3).</summary>
/// <param name="Status">Where the subscription stands; what is not known counts as active (section 4.1.3).</param>
public sealed record SubscriptionState(SubscriptionStatus Status)
{
    /// <summary>Seconds that are left of it; null where the notifier does not say.</summary>
    public uint? Expires { get; init; }

    /// <summary>Why it is over, for example <see cref="SubscriptionReason.Timeout"/>; null where the notifier does not say.</summary>
    public string? Reason { get; init; }

    /// <summary>Seconds after which one may subscribe anew; null where the notifier does not say.</summary>
    public uint? RetryAfter { get; init; }

    /// <summary>Reads the header of a NOTIFY; null where it is absent or malformed.</summary>
    public static SubscriptionState? Of(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Parse(message.GetSpan(SipHeaderName.SubscriptionState));
    }

    /// <summary>Reads a value, as UTF-8; null where it is malformed.</summary>
    public static SubscriptionState? Parse(ReadOnlySpan<byte> text)
    {
        if (!ParameterizedValue.TryParse(text, out var value))
        {
            return null;
        }
        var status = Is(value.Value, "terminated") ? SubscriptionStatus.Terminated
            : Is(value.Value, "pending") ? SubscriptionStatus.Pending : SubscriptionStatus.Active;
        return new SubscriptionState(status)
        {
            Expires = SipMessage.ReadSeconds(value.Parameters["expires"]),
            Reason = value.Parameters["reason"],
            RetryAfter = SipMessage.ReadSeconds(value.Parameters["retry-after"]),
        };
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString()
    {
        var parameters = SipParameters.Empty;
        parameters = Reason is null ? parameters : parameters.Set("reason", Reason);
        parameters = Expires is not { } expires ? parameters : parameters.Set("expires", expires.ToString(CultureInfo.InvariantCulture));
        parameters = RetryAfter is not { } retry ? parameters : parameters.Set("retry-after", retry.ToString(CultureInfo.InvariantCulture));
        var name = Status switch
        {
            SubscriptionStatus.Pending => "pending",
            SubscriptionStatus.Terminated => "terminated",
            _ => "active",
        };
        return name + parameters;
    }

    private static bool Is(string value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
}
