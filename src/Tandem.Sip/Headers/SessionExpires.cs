using System.Globalization;
using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Headers;

/// <summary>The value of Session-Expires (RFC 4028 section 4).</summary>
/// <param name="Seconds">The session interval: seconds until the session is over where nobody refreshes it.</param>
/// <param name="Refresher">Who refreshes it.</param>
public readonly record struct SessionExpires(uint Seconds, SessionRefresher Refresher = SessionRefresher.Unspecified)
{
    /// <summary>Reads the header of a message; null where it is absent or malformed.</summary>
    public static SessionExpires? Of(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return TryParse(message.GetSpan(SipHeaderName.SessionExpires), out var value) ? value : null;
    }

    /// <summary>Reads a value, as UTF-8. Unknown parameters are ignored.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SessionExpires value)
    {
        value = default;
        var end = text.IndexOf((byte)';');
        end = end < 0 ? text.Length : end;
        if (!Lexer.TryNumber(Lexer.Trim(text[..end]), out var seconds) || !ParameterScanner.IsValid(text, end))
        {
            return false;
        }
        var refresher = SessionRefresher.Unspecified;
        if (ParameterScanner.TryFind(text, end, "refresher"u8, out var name) && name.Start >= 0)
        {
            refresher = Ascii.EqualsIgnoreCase(name.Of(text), "uac"u8) ? SessionRefresher.Uac
                : Ascii.EqualsIgnoreCase(name.Of(text), "uas"u8) ? SessionRefresher.Uas : refresher;
        }
        value = new SessionExpires(seconds, refresher);
        return true;
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString()
    {
        var seconds = Seconds.ToString(CultureInfo.InvariantCulture);
        return Refresher switch
        {
            SessionRefresher.Uac => seconds + ";refresher=uac",
            SessionRefresher.Uas => seconds + ";refresher=uas",
            _ => seconds,
        };
    }
}
