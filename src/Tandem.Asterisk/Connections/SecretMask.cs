using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Asterisk.Connections;

/// <summary>Hides what is secret in blocks that are shown to people.</summary>
internal static partial class SecretMask
{
    /// <summary>The bytes with their secrets masked.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var masked = Apply(text);
        return ReferenceEquals(text, masked) ? bytes.ToArray() : Encoding.Latin1.GetBytes(masked);
    }

    /// <summary>The text with its secrets masked.</summary>
    public static string Apply(string text)
    {
        text = Secret().Replace(text, "$1***");
        return text.Contains("Action: Login", StringComparison.OrdinalIgnoreCase) ? LoginKey().Replace(text, "$1***") : text;
    }

    // The secret of a login, and those that Asterisk tells of endpoints (Password, Md5Cred), in the lines of GetConfig too (secret=...).
    [GeneratedRegex(@"^((?!UsingPassword)(?:[A-Za-z0-9_-]*(?:Secret|Password|Passwd|Md5Cred)|Line-[0-9-]+: *[A-Za-z0-9_]*(?:secret|password|passwd|md5_cred)) *[:=] ?)(?=.)[^\r\n]+", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^(Key: )[^\r\n]+", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex LoginKey();
}
