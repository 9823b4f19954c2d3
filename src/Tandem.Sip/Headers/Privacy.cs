using Tandem.Sip.Messages;

namespace Tandem.Sip.Headers;

/// <summary>The Privacy header (RFC 3323).</summary>
public static class Privacy
{
    private static readonly (string Name, PrivacyValues Value)[] Names =
    [
        ("none", PrivacyValues.Disclosed), ("user", PrivacyValues.User), ("header", PrivacyValues.Header), ("session", PrivacyValues.Session),
        ("id", PrivacyValues.Id), ("history", PrivacyValues.History), ("critical", PrivacyValues.Critical),
    ];

    /// <summary>What a message asks for; values that are not known are ignored.</summary>
    public static PrivacyValues Of(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var asked = PrivacyValues.Unspecified;
        foreach (var name in (message.Get(SipHeaderName.Privacy) ?? "").Split([';', ','], StringSplitOptions.TrimEntries))
        {
            asked |= Array.Find(Names, known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        }
        return asked;
    }

    /// <summary>The value as written in the header; empty for <see cref="PrivacyValues.Unspecified"/>.</summary>
    public static string Format(PrivacyValues values) => string.Join(';', Names.Where(known => values.HasFlag(known.Value)).Select(known => known.Name));
}
