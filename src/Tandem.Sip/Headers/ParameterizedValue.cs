using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Headers;

/// <summary>A header value of the shape <c>value *(;name=value)</c> that is no address: Event, Subscription-State, Session-Expires, Replaces.</summary>
internal sealed record ParameterizedValue(string Value, SipParameters Parameters)
{
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out ParameterizedValue? parsed)
    {
        parsed = null;
        var end = text.IndexOf((byte)';');
        end = end < 0 ? text.Length : end;
        var value = Lexer.Trim(text[..end]);
        if (value.IsEmpty || value.ContainsAny(" \t,\""u8) || !ParameterScanner.IsValid(text, end))
        {
            return false;
        }
        parsed = new ParameterizedValue(Encoding.UTF8.GetString(value), ParameterScanner.Read(text, end));
        return true;
    }

    public override string ToString() => Value + Parameters;
}
