using Tandem.Sip.Messages;

namespace Tandem.Switch.Registrar;

/// <summary>Which methods a phone takes: its Allow, or the <c>methods</c> parameter of its Contact, as Polycom phones have it (RFC 3840 10).</summary>
internal static class AllowedMethods
{
    private const int MaxMethods = 32;

    /// <summary>The methods with commas; null where the phone does not say.</summary>
    public static string? Of(SipMessage request, NameAddress contact)
    {
        var text = request.Contains(SipHeaderName.Allow) ? string.Join(',', request.GetAll(SipHeaderName.Allow)) : contact.Parameters["methods"];
        var methods = text?.Split([',', ' ', '"'], StringSplitOptions.RemoveEmptyEntries).Where(IsMethod).Distinct(StringComparer.Ordinal).Take(MaxMethods);
        return methods is null ? null : string.Join(", ", methods);
    }

    private static bool IsMethod(string text) => text.Length <= 32 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
