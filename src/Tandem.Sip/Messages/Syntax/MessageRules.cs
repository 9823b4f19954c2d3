using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>What the headers of every message have to fulfil before anything acts on it (RFC 3261 sections 8.1.1, 16.3 and 20).</summary>
internal static class MessageRules
{
    public static void Check(SipMessage message)
    {
        var seen = 0u;
        for (var i = 0; i < message.HeaderCount; i++)
        {
            var name = message.NameAt(i);
            var bit = OnceBit(name);
            if ((seen & bit) != 0)
            {
                message.Fail(SipParseError.DuplicateHeader, message.OffsetAt(i));
            }
            seen |= bit;
            var error = CheckValue(message, name, message.ValueSpan(i));
            if (error != SipParseError.None)
            {
                message.Fail(error, message.OffsetAt(i));
            }
        }
        var mandatory = OnceBit(SipHeaderName.From) | OnceBit(SipHeaderName.To) | OnceBit(SipHeaderName.CallId) | OnceBit(SipHeaderName.CSeq);
        if ((seen & mandatory) != mandatory || message.IndexOf(SipHeaderName.Via) < 0)
        {
            message.Fail(SipParseError.MissingHeader, 0);
        }
    }

    private static uint OnceBit(SipHeaderName name) => name switch
    {
        SipHeaderName.From => 1,
        SipHeaderName.To => 2,
        SipHeaderName.CallId => 4,
        SipHeaderName.CSeq => 8,
        SipHeaderName.MaxForwards => 16,
        SipHeaderName.ContentLength => 32,
        SipHeaderName.ContentType => 64,
        SipHeaderName.Expires => 128,
        _ => 0,
    };

    private static SipParseError CheckValue(SipMessage message, SipHeaderName name, ReadOnlySpan<byte> value) => name switch
    {
        SipHeaderName.Via => AreVias(value) ? SipParseError.None : SipParseError.BadVia,
        SipHeaderName.From => NameAddressScanner.TryScan(value, out _) ? SipParseError.None : SipParseError.BadFrom,
        SipHeaderName.To => NameAddressScanner.TryScan(value, out _) ? SipParseError.None : SipParseError.BadTo,
        SipHeaderName.CallId => value.IsEmpty || value.ContainsAny(" \t"u8) ? SipParseError.BadCallId : SipParseError.None,
        SipHeaderName.CSeq => CheckCSeq(message, value),
        SipHeaderName.MaxForwards => Lexer.TryNumber(value, out var hops) && hops <= 255 ? SipParseError.None : SipParseError.BadMaxForwards,
        SipHeaderName.Contact => value.SequenceEqual("*"u8) || AreAddresses(value) ? SipParseError.None : SipParseError.BadContact,
        SipHeaderName.Route or SipHeaderName.RecordRoute => AreAddresses(value) ? SipParseError.None : SipParseError.BadRoute,
        SipHeaderName.Date => NamesOtherZone(value) ? SipParseError.BadDate : SipParseError.None,
        SipHeaderName.ContentLength => Lexer.TryNumber(value, out _) ? SipParseError.None : SipParseError.BadContentLength,
        _ => SipParseError.None,
    };

    // Only a zone by name is an error (RFC 3261 20.17): an offset, or none, harms nobody who does not need the header.
    private static bool NamesOtherZone(ReadOnlySpan<byte> date)
    {
        var zone = date[(date.LastIndexOf((byte)' ') + 1)..];
        return !zone.IsEmpty && char.IsAsciiLetter((char)zone[0])
            && !Ascii.EqualsIgnoreCase(zone, "GMT"u8) && !Ascii.EqualsIgnoreCase(zone, "UTC"u8) && !Ascii.EqualsIgnoreCase(zone, "Z"u8);
    }

    private static SipParseError CheckCSeq(SipMessage message, ReadOnlySpan<byte> value)
    {
        if (!CSeqScanner.TryScan(value, out _, out var name))
        {
            return SipParseError.BadCSeq;
        }
        return message.IsRequest && !message.IsMethod(name) ? SipParseError.CSeqMethodMismatch : SipParseError.None;
    }

    private static bool AreVias(ReadOnlySpan<byte> value)
    {
        var at = 0;
        var any = false;
        while (ListScanner.TryNext(value, ref at, out var item))
        {
            any = true;
            if (!ViaScanner.TryScan(item.Of(value), out _))
            {
                return false;
            }
        }
        return any;
    }

    private static bool AreAddresses(ReadOnlySpan<byte> value)
    {
        var at = 0;
        var any = false;
        while (ListScanner.TryNext(value, ref at, out var item))
        {
            any = true;
            if (!NameAddressScanner.TryScan(item.Of(value), out _))
            {
                return false;
            }
        }
        return any;
    }
}
