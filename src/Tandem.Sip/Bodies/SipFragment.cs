using System.Globalization;
using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Bodies;

/// <summary>The status line that a NOTIFY of a referral carries as <c>message/sipfrag</c> (RFC 3420, RFC 3515 section 2.4.5).</summary>
/// <param name="StatusCode">100 to 699.</param>
/// <param name="ReasonPhrase">The reason phrase; may be empty.</param>
public readonly record struct SipFragment(int StatusCode, string ReasonPhrase)
{
    /// <summary>The media type as it is sent.</summary>
    public const string ContentType = "message/sipfrag;version=2.0";

    /// <summary>The fragment of a status with its usual reason phrase.</summary>
    /// <param name="statusCode">100 to 699.</param>
    public static SipFragment Of(int statusCode) => new(statusCode, SipReasonPhrases.For(statusCode));

    /// <summary>Reads the status line at the start of a body; what follows it does not matter.</summary>
    /// <returns>False where the body does not begin with a status line.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, out SipFragment fragment)
    {
        fragment = default;
        var end = body.IndexOfAny("\r\n"u8);
        var line = end < 0 ? body : body[..end];
        if (line.Length < 11 || !Ascii.EqualsIgnoreCase(line[..8], "SIP/2.0 "u8) || !Lexer.TryNumber(line.Slice(8, 3), out var status)
            || status is < 100 or > 699 || (line.Length > 11 && line[11] != ' '))
        {
            return false;
        }
        fragment = new SipFragment((int)status, line.Length > 12 ? Encoding.UTF8.GetString(line[12..]) : "");
        return true;
    }

    /// <summary>The body.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The status line with its line end.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {StatusCode} {ReasonPhrase}\r\n");
}
