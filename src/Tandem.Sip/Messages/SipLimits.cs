namespace Tandem.Sip.Messages;

/// <summary>The sizes beyond which the parser refuses a message.</summary>
public static class SipLimits
{
    /// <summary>The longest message, body included, in bytes.</summary>
    public const int MaxMessageBytes = 64 * 1024;

    /// <summary>The longest header line or start line, folded lines together, in bytes.</summary>
    public const int MaxLineBytes = 8 * 1024;

    /// <summary>The most header lines in a message.</summary>
    public const int MaxHeaders = 256;
}
