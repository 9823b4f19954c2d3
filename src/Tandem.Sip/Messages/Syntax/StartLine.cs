using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>The version in a start line (RFC 3261 section 7.1).</summary>
internal static class StartLine
{
    public static bool IsVersion(ReadOnlySpan<byte> text)
    {
        if (text.Length < 7 || !Ascii.EqualsIgnoreCase(text[..4], "SIP/"u8))
        {
            return false;
        }
        var dot = text[4..].IndexOf((byte)'.');
        return dot > 0 && IsDigits(text.Slice(4, dot)) && IsDigits(text[(dot + 5)..]);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
