using System.Text;

namespace Tandem.Sip.Messages;

/// <summary>Spelling and shape of the known header fields (RFC 3261 sections 7.3 and 20).</summary>
public static class SipHeaderNames
{
    private static readonly Definition[] Definitions =
    [
        new(SipHeaderName.Other, "", null, false),
        new(SipHeaderName.Via, "Via", 'v', true),
        new(SipHeaderName.From, "From", 'f', false),
        new(SipHeaderName.To, "To", 't', false),
        new(SipHeaderName.CallId, "Call-ID", 'i', false),
        new(SipHeaderName.CSeq, "CSeq", null, false),
        new(SipHeaderName.MaxForwards, "Max-Forwards", null, false),
        new(SipHeaderName.Contact, "Contact", 'm', true),
        new(SipHeaderName.Route, "Route", null, true),
        new(SipHeaderName.RecordRoute, "Record-Route", null, true),
        new(SipHeaderName.ContentType, "Content-Type", 'c', false),
        new(SipHeaderName.ContentLength, "Content-Length", 'l', false),
        new(SipHeaderName.ContentEncoding, "Content-Encoding", 'e', true),
        new(SipHeaderName.ContentDisposition, "Content-Disposition", null, false),
        new(SipHeaderName.ContentLanguage, "Content-Language", null, true),
        new(SipHeaderName.Accept, "Accept", null, true),
        new(SipHeaderName.AcceptEncoding, "Accept-Encoding", null, true),
        new(SipHeaderName.AcceptLanguage, "Accept-Language", null, true),
        new(SipHeaderName.AlertInfo, "Alert-Info", null, true),
        new(SipHeaderName.Allow, "Allow", null, true),
        new(SipHeaderName.AllowEvents, "Allow-Events", 'u', true),
        new(SipHeaderName.AuthenticationInfo, "Authentication-Info", null, false),
        new(SipHeaderName.Authorization, "Authorization", null, false),
        new(SipHeaderName.CallInfo, "Call-Info", null, true),
        new(SipHeaderName.Date, "Date", null, false),
        new(SipHeaderName.Diversion, "Diversion", null, true),
        new(SipHeaderName.ErrorInfo, "Error-Info", null, true),
        new(SipHeaderName.Event, "Event", 'o', false),
        new(SipHeaderName.Expires, "Expires", null, false),
        new(SipHeaderName.HistoryInfo, "History-Info", null, true),
        new(SipHeaderName.InReplyTo, "In-Reply-To", null, true),
        new(SipHeaderName.MinExpires, "Min-Expires", null, false),
        new(SipHeaderName.MinSE, "Min-SE", null, false),
        new(SipHeaderName.MimeVersion, "MIME-Version", null, false),
        new(SipHeaderName.Organization, "Organization", null, false),
        new(SipHeaderName.PAssertedIdentity, "P-Asserted-Identity", null, true),
        new(SipHeaderName.PPreferredIdentity, "P-Preferred-Identity", null, true),
        new(SipHeaderName.Path, "Path", null, true),
        new(SipHeaderName.Priority, "Priority", null, false),
        new(SipHeaderName.Privacy, "Privacy", null, false),
        new(SipHeaderName.ProxyAuthenticate, "Proxy-Authenticate", null, false),
        new(SipHeaderName.ProxyAuthorization, "Proxy-Authorization", null, false),
        new(SipHeaderName.ProxyRequire, "Proxy-Require", null, true),
        new(SipHeaderName.RAck, "RAck", null, false),
        new(SipHeaderName.Reason, "Reason", null, true),
        new(SipHeaderName.ReferTo, "Refer-To", 'r', false),
        new(SipHeaderName.ReferredBy, "Referred-By", 'b', false),
        new(SipHeaderName.RemotePartyId, "Remote-Party-ID", null, true),
        new(SipHeaderName.Replaces, "Replaces", null, false),
        new(SipHeaderName.ReplyTo, "Reply-To", null, false),
        new(SipHeaderName.Require, "Require", null, true),
        new(SipHeaderName.RetryAfter, "Retry-After", null, false),
        new(SipHeaderName.RSeq, "RSeq", null, false),
        new(SipHeaderName.Server, "Server", null, false),
        new(SipHeaderName.ServiceRoute, "Service-Route", null, true),
        new(SipHeaderName.SessionExpires, "Session-Expires", 'x', false),
        new(SipHeaderName.SipETag, "SIP-ETag", null, false),
        new(SipHeaderName.SipIfMatch, "SIP-If-Match", null, false),
        new(SipHeaderName.Subject, "Subject", 's', false),
        new(SipHeaderName.SubscriptionState, "Subscription-State", null, false),
        new(SipHeaderName.Supported, "Supported", 'k', true),
        new(SipHeaderName.Timestamp, "Timestamp", null, false),
        new(SipHeaderName.Unsupported, "Unsupported", null, true),
        new(SipHeaderName.UserAgent, "User-Agent", null, false),
        new(SipHeaderName.Warning, "Warning", null, true),
        new(SipHeaderName.WwwAuthenticate, "WWW-Authenticate", null, false),
    ];

    private static readonly Definition[][] ByLength = Definitions.Skip(1).GroupBy(d => d.Text.Length).Aggregate(
        new Definition[Definitions.Max(d => d.Text.Length) + 1][],
        (table, group) =>
        {
            table[group.Key] = [.. group];
            return table;
        });

    private static readonly SipHeaderName[] ByCompactLetter = Enumerable.Range('a', 26)
        .Select(letter => Array.Find(Definitions, d => d.Compact == (char)letter)?.Name ?? SipHeaderName.Other).ToArray();

    /// <summary>The canonical spelling, for example <c>Call-ID</c>; empty for <see cref="SipHeaderName.Other"/>.</summary>
    public static string Text(this SipHeaderName name) => Definitions[(int)name].Text;

    /// <summary>The compact form (RFC 3261 section 7.3.3), or null where there is none.</summary>
    public static char? Compact(this SipHeaderName name) => Definitions[(int)name].Compact;

    /// <summary>Whether one header line may hold several values, separated by commas (RFC 3261 section 7.3.1).</summary>
    public static bool IsList(this SipHeaderName name) => Definitions[(int)name].IsList;

    /// <summary>The known header of that name, full or compact, in any case; else <see cref="SipHeaderName.Other"/>.</summary>
    public static SipHeaderName Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 1)
        {
            var letter = (name[0] | 0x20) - 'a';
            return (uint)letter < 26 ? ByCompactLetter[letter] : SipHeaderName.Other;
        }
        if (name.Length >= ByLength.Length || ByLength[name.Length] is not { } candidates)
        {
            return SipHeaderName.Other;
        }
        foreach (var candidate in candidates)
        {
            if (Ascii.EqualsIgnoreCase(name, candidate.Utf8))
            {
                return candidate.Name;
            }
        }
        return SipHeaderName.Other;
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static SipHeaderName Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(Encoding.UTF8.GetBytes(name));
    }

    internal static ReadOnlySpan<byte> Utf8(this SipHeaderName name) => Definitions[(int)name].Utf8;

    private sealed record Definition(SipHeaderName Name, string Text, char? Compact, bool IsList)
    {
        public byte[] Utf8 { get; } = Encoding.ASCII.GetBytes(Text);
    }
}
