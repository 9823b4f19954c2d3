namespace Tandem.Switch.Trace;

/// <summary>Takes the secrets out of a SIP message: digest responses and SRTP keys become asterisks of the same length.</summary>
internal static class CredentialMask
{
    private const byte Mask = (byte)'*';

    public static byte[] Apply(ReadOnlySpan<byte> message)
    {
        var masked = message.ToArray();
        foreach (var line in masked.AsSpan().Split((byte)'\n'))
        {
            var text = masked.AsSpan(line);
            if (StartsWith(text, "authorization:"u8) || StartsWith(text, "proxy-authorization:"u8))
            {
                MaskParameter(text, "response="u8);
                MaskParameter(text, "cnonce="u8);
            }
            else if (StartsWith(text, "a=crypto:"u8) && text.IndexOf("inline:"u8) is var at and >= 0)
            {
                MaskToken(text[(at + "inline:"u8.Length)..]);
            }
        }
        return masked;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.Length >= name.Length && System.Text.Ascii.EqualsIgnoreCase(text[..name.Length], name);

    private static void MaskParameter(Span<byte> header, ReadOnlySpan<byte> name)
    {
        // "cnonce=" must not be found by "nonce=", so a name begins behind a separator.
        for (var start = 1; start + name.Length < header.Length; start++)
        {
            if (header[start - 1] is (byte)' ' or (byte)',' or (byte)'\t'
                && System.Text.Ascii.EqualsIgnoreCase(header.Slice(start, name.Length), name))
            {
                MaskToken(header[(start + name.Length)..]);
                return;
            }
        }
    }

    private static void MaskToken(Span<byte> value)
    {
        foreach (ref var b in value.TrimStart((byte)'"'))
        {
            if (b is (byte)'"' or (byte)',' or (byte)' ' or (byte)'|' or (byte)'\r')
            {
                return;
            }
            b = Mask;
        }
    }
}
