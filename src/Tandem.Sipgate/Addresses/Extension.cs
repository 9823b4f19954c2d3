namespace Tandem.Sipgate.Addresses;

/// <summary>sipgate's ids of what an account has: a letter for the kind, and a number without leading zeros.</summary>
internal static class Extension
{
    /// <summary>Application, conference, VoIP phone, fax, group, IVR, SIM, SMS, phone line, queue, call-through, trunk, voicemail, user, external phone, mobile.</summary>
    public const string AllKinds = "acefghispqrtvwxy";

    /// <summary>What can be rung first: VoIP phone, phone line, external phone, mobile.</summary>
    public const string CallerKinds = "epxy";

    /// <summary>Whether a text is an extension of one of these kinds.</summary>
    public static bool IsValid(string? text, string kinds = AllKinds)
    {
        if (text is not { Length: >= 2 } || !kinds.Contains(text[0], StringComparison.Ordinal))
        {
            return false;
        }
        var digits = text.AsSpan(1);
        return !digits.ContainsAnyExceptInRange('0', '9') && (digits.Length == 1 || digits[0] != '0');
    }

    /// <exception cref="SipgateValidationException">It is none of these kinds.</exception>
    public static void Require(string? text, string kinds, string parameter) =>
        SipgateValidationException.Require(IsValid(text, kinds), $"Invalid extension: {text}", parameter);
}
