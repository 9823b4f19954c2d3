using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>The reply to Command before Asterisk 14: headers, then the raw text of the command, in which anything may stand, until a marker.</summary>
internal static class AmiFollows
{
    /// <summary>The last line of such a reply.</summary>
    public static ReadOnlySpan<byte> EndMarker => "--END COMMAND--\r\n"u8;

    private static ReadOnlySpan<byte> FirstLine => "Response: Follows\r\n"u8;

    /// <summary>Whether a block that begins so is one.</summary>
    public static bool Is(ReadOnlySpan<byte> block) => block.Length >= FirstLine.Length && block[0] is (byte)'R' or (byte)'r' && Ascii.EqualsIgnoreCase(block[..FirstLine.Length], FirstLine);

    /// <summary>The length of its headers; what follows is text.</summary>
    public static int HeadLength(ReadOnlySpan<byte> block)
    {
        var length = FirstLine.Length;
        while (IsHead(block[length..]))
        {
            length += block[length..].IndexOf("\r\n"u8) + 2;
        }
        return length;
    }

    // Asterisk writes no other header here, and a command might print a line that looks like one.
    private static bool IsHead(ReadOnlySpan<byte> rest) => StartsWith(rest, "Privilege: "u8) || StartsWith(rest, "ActionID: "u8);

    private static bool StartsWith(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name) => rest.Length > name.Length && Ascii.EqualsIgnoreCase(rest[..name.Length], name);
}
