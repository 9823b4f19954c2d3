using System.Text;
using Tandem.Sip.Bodies;
using Tandem.Sip.Digest;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;

namespace Tandem.Sip.Tests.Fuzz;

/// <summary>Everything that reads bytes of strangers: each gives what it understood as it would write it, or null where it refuses.</summary>
internal static class EntryPoints
{
    public static IReadOnlyDictionary<string, Func<byte[], byte[]?>> All { get; } = new Dictionary<string, Func<byte[], byte[]?>>
    {
        ["message"] = Message,
        ["uri"] = data => SipUri.TryParse(data, out var uri) ? Utf8(uri) : null,
        ["address"] = data => NameAddress.TryParse(data, out var address) ? Utf8(address) : null,
        ["via"] = data => Via.TryParse(data, out var via) ? Utf8(via) : null,
        ["event"] = data => Utf8(EventType.Parse(data)),
        ["subscription-state"] = data => Utf8(SubscriptionState.Parse(data)),
        ["session-expires"] = data => SessionExpires.TryParse(data, out var value) ? Utf8(value) : null,
        ["rack"] = data => RAck.TryParse(data, out var value) ? Utf8(value) : null,
        ["replaces"] = data => Utf8(Replaces.Parse(data)),
        ["reason"] = data => Utf8(ReasonValue.Parse(data)),
        ["diversion"] = data => NameAddress.TryParse(data, out var address) && new Diversion(address) is { Counter: >= 0 } diversion ? Utf8(diversion) : null,
        ["history-info"] = data => NameAddress.TryParse(data, out var address) && new HistoryEntry(address) is var entry && Read(entry.Reason, entry.IsPrivate) ? Utf8(entry) : null,
        ["challenge"] = data => DigestChallenge.TryParse(Encoding.UTF8.GetString(data), out var challenge) && challenge.IsSupported ? Utf8(challenge) : null,
        ["credentials"] = data => DigestCredentials.TryParse(Encoding.UTF8.GetString(data), out var credentials) && credentials.Algorithm != DigestAlgorithm.Unknown ? Utf8(credentials) : null,
        ["sdp"] = data => SessionDescription.TryParse(data, out var description).Ok ? description!.ToArray() : null,
        ["sipfrag"] = data => SipFragment.TryParse(data, out var fragment) ? fragment.ToBytes() : null,
        ["dialog-info"] = data => DialogInfo.Parse(data)?.ToBytes(),
        ["pidf"] = data => PresenceDocument.Parse(data)?.ToBytes(),
        ["message-summary"] = data => MessageSummary.Parse(data)?.ToBytes(),
        ["dtmf-relay"] = data => DtmfInfo.TryParse(DtmfInfo.RelayContentType, data, out var info) ? info.ToBytes() : null,
    };

    private static byte[]? Utf8(object? value) => value is null ? null : Encoding.UTF8.GetBytes(value.ToString()!);

    private static bool Read(params object?[] values) => values.Length > 0;

    private static byte[]? Message(byte[] data)
    {
        var message = new SipMessage();
        var result = SipParser.TryParse(data, message);
        _ = (message.MethodName, message.RequestUri?.Port, message.ReasonPhrase, message.CSeq, message.From?.ToString(), message.To?.Expires, message.Expires);
        _ = (message.Vias.Count, message.TopVia?.RPort, message.Contacts.Count, message.Routes.Count, message.RecordRoutes.Count, message.MaxForwards);
        _ = (EventType.Of(message), SubscriptionState.Of(message), SessionExpires.Of(message), RAck.Of(message), ReasonValue.AllOf(message).Count);
        _ = (Diversion.AllOf(message).Count, HistoryEntry.AllOf(message).Count, Privacy.Of(message), TrustDomain.IsAnonymous(message));
        if (result.Malformed)
        {
            message.CreateResponse(result.StatusCode, result.ReasonPhrase, "t").ToArray();
        }
        return result.Ok ? message.ToArray() : null;
    }
}
