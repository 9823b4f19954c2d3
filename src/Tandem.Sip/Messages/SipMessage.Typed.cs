using System.Globalization;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>Typed header values, read when first asked for. What is absent or malformed is null, or left out of a list.</summary>
public sealed partial class SipMessage
{
    private CachedValues _cached;
    private CSeq? _cseq;
    private NameAddress? _from;
    private NameAddress? _to;
    private Via? _topVia;
    private IReadOnlyList<Via> _vias = [];
    private IReadOnlyList<NameAddress> _contacts = [];
    private IReadOnlyList<NameAddress> _routes = [];
    private IReadOnlyList<NameAddress> _recordRoutes = [];

    /// <summary>The Call-ID (RFC 3261 section 20.8).</summary>
    public string? CallId => Get(SipHeaderName.CallId);

    /// <summary>The CSeq (RFC 3261 section 20.16).</summary>
    public CSeq? CSeq
    {
        get
        {
            if (IsFirst(CachedValues.CSeq))
            {
                _cseq = CSeqScanner.TryScan(GetSpan(SipHeaderName.CSeq), out var number, out var name) && SipMethod.TryParse(name, out var method)
                    ? new CSeq(number, method)
                    : null;
            }
            return _cseq;
        }
    }

    /// <summary>The From (RFC 3261 section 20.20).</summary>
    public NameAddress? From
    {
        get
        {
            if (IsFirst(CachedValues.From))
            {
                _from = NameAddress.TryParse(GetSpan(SipHeaderName.From), out var from) ? from : null;
            }
            return _from;
        }
    }

    /// <summary>The To (RFC 3261 section 20.39).</summary>
    public NameAddress? To
    {
        get
        {
            if (IsFirst(CachedValues.To))
            {
                _to = NameAddress.TryParse(GetSpan(SipHeaderName.To), out var to) ? to : null;
            }
            return _to;
        }
    }

    /// <summary>The topmost Via.</summary>
    public Via? TopVia
    {
        get
        {
            if (IsFirst(CachedValues.TopVia))
            {
                _topVia = Via.TryParse(FirstValueSpan(SipHeaderName.Via), out var via) ? via : null;
            }
            return _topVia;
        }
    }

    /// <summary>All Vias, topmost first.</summary>
    public IReadOnlyList<Via> Vias
    {
        get
        {
            if (IsFirst(CachedValues.Vias))
            {
                var vias = new List<Via>();
                for (var i = IndexOf(SipHeaderName.Via); i >= 0; i = IndexOf(SipHeaderName.Via, i + 1))
                {
                    var text = ValueSpan(i);
                    var at = 0;
                    while (ListScanner.TryNext(text, ref at, out var item))
                    {
                        if (Via.TryParse(item.Of(text), out var via))
                        {
                            vias.Add(via);
                        }
                    }
                }
                _vias = vias;
            }
            return _vias;
        }
    }

    /// <summary>The Contacts; empty also for <c>Contact: *</c>, see <see cref="IsContactStar"/>.</summary>
    public IReadOnlyList<NameAddress> Contacts =>
        IsFirst(CachedValues.Contacts) ? _contacts = ReadAddresses(SipHeaderName.Contact) : _contacts;

    /// <summary>Whether the message has <c>Contact: *</c>, which removes all bindings (RFC 3261 section 10.2.2).</summary>
    public bool IsContactStar => GetSpan(SipHeaderName.Contact).SequenceEqual("*"u8);

    /// <summary>The Routes, topmost first.</summary>
    public IReadOnlyList<NameAddress> Routes => IsFirst(CachedValues.Routes) ? _routes = ReadAddresses(SipHeaderName.Route) : _routes;

    /// <summary>The Record-Routes, topmost first.</summary>
    public IReadOnlyList<NameAddress> RecordRoutes =>
        IsFirst(CachedValues.RecordRoutes) ? _recordRoutes = ReadAddresses(SipHeaderName.RecordRoute) : _recordRoutes;

    /// <summary>The Max-Forwards, 0 to 255; null when absent or out of range.</summary>
    public int? MaxForwards => Lexer.TryNumber(GetSpan(SipHeaderName.MaxForwards), out var hops) && hops <= 255 ? (int)hops : null;

    /// <summary>The Expires in seconds; a number beyond 2^32 - 1 counts as that.</summary>
    public uint? Expires => ReadSeconds(Get(SipHeaderName.Expires));

    /// <summary>The Content-Type with its parameters, as written.</summary>
    public string? ContentType => Get(SipHeaderName.ContentType);

    /// <summary>The Content-Length as received, in bytes; a message that is written gets its true one in any case.</summary>
    public int? ContentLength => Lexer.TryNumber(GetSpan(SipHeaderName.ContentLength), out var length) && length <= int.MaxValue ? (int)length : null;

    /// <summary>The User-Agent.</summary>
    public string? UserAgent => Get(SipHeaderName.UserAgent);

    /// <summary>The Call-ID, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> CallIdSpan => GetSpan(SipHeaderName.CallId);

    /// <summary>The branch of the topmost Via, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> TopViaBranchSpan
    {
        get
        {
            var via = FirstValueSpan(SipHeaderName.Via);
            return ViaScanner.TryScan(via, out var parts) && ParameterScanner.TryFind(via, parts.ParametersStart, "branch"u8, out var branch)
                && branch.Start >= 0
                ? branch.Of(via)
                : default;
        }
    }

    /// <summary>The tag of From, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> FromTagSpan => TagSpan(SipHeaderName.From);

    /// <summary>The tag of To, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> ToTagSpan => TagSpan(SipHeaderName.To);

    /// <summary>The first value of a list header as received, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> FirstValueSpan(SipHeaderName name)
    {
        var text = GetSpan(name);
        var at = 0;
        return ListScanner.TryNext(text, ref at, out var first) ? first.Of(text) : default;
    }

    internal static uint? ReadSeconds(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : uint.MaxValue;
    }

    private ReadOnlySpan<byte> TagSpan(SipHeaderName name)
    {
        var value = GetSpan(name);
        return NameAddressScanner.TryScan(value, out var parts) && ParameterScanner.TryFind(value, parts.ParametersStart, "tag"u8, out var tag)
            && tag.Start >= 0
            ? tag.Of(value)
            : default;
    }

    /// <summary>The addresses of a header such as P-Asserted-Identity, Refer-To or Diversion, in their order; malformed ones are left out.</summary>
    public IReadOnlyList<NameAddress> GetAddresses(SipHeaderName name) => ReadAddresses(name);

    private List<NameAddress> ReadAddresses(SipHeaderName name)
    {
        var addresses = new List<NameAddress>();
        for (var i = IndexOf(name); i >= 0; i = IndexOf(name, i + 1))
        {
            var text = ValueSpan(i);
            var at = 0;
            while (ListScanner.TryNext(text, ref at, out var item))
            {
                if (NameAddress.TryParse(item.Of(text), out var address))
                {
                    addresses.Add(address);
                }
            }
        }
        return addresses;
    }

    private bool IsFirst(CachedValues value)
    {
        if ((_cached & value) != 0)
        {
            return false;
        }
        _cached |= value;
        return true;
    }
}
