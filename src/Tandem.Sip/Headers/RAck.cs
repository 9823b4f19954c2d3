using Tandem.Sip.Messages;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Headers;

/// <summary>The value of RAck: which reliable provisional response a PRACK acknowledges (RFC 3262 section 7.2).</summary>
/// <param name="ResponseSequence">The RSeq of the response.</param>
/// <param name="RequestSequence">The number of its CSeq.</param>
/// <param name="Method">The method of its CSeq.</param>
public readonly record struct RAck(uint ResponseSequence, uint RequestSequence, SipMethod Method)
{
    /// <summary>Reads the header of a PRACK; null where it is absent or malformed.</summary>
    public static RAck? Of(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return TryParse(message.GetSpan(SipHeaderName.RAck), out var value) ? value : null;
    }

    /// <summary>Reads a value, as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out RAck value)
    {
        value = default;
        var trimmed = Lexer.Trim(text);
        var space = trimmed.IndexOfAny(" \t"u8);
        if (space < 0 || !Lexer.TryNumber(trimmed[..space], out var response)
            || !CSeqScanner.TryScan(Lexer.Trim(trimmed[space..]), out var request, out var name) || !SipMethod.TryParse(name, out var method))
        {
            return false;
        }
        value = new RAck(response, request, method);
        return true;
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString() => $"{ResponseSequence} {RequestSequence} {Method}";
}
