using System.Globalization;
using Tandem.Sip.Digest;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Subscriptions;

/// <summary>What a new subscription of ours says.</summary>
public sealed record OutgoingSubscribe
{
    /// <summary>What is watched.</summary>
    public required SipUri RequestUri { get; init; }

    /// <summary>The way to the notifier.</summary>
    public required SipFlow Flow { get; init; }

    /// <summary>Who watches, without tag.</summary>
    public required NameAddress From { get; init; }

    /// <summary>What is watched, without tag.</summary>
    public required NameAddress To { get; init; }

    /// <summary>The event package.</summary>
    public required EventType Event { get; init; }

    /// <summary>How long it is asked for at a time, in whole seconds; zero fetches the state once. Default 3,600 s.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>The media type of the documents, for example <c>application/pidf+xml</c>; null leaves it to the package.</summary>
    public string? Accept { get; init; }

    /// <summary>More headers, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Answers a 401 or 407; null where there are no credentials.</summary>
    public DigestClient? Credentials { get; init; }

    /// <summary>Begins the first SUBSCRIBE.</summary>
    internal SipMessage CreateRequest(string callId, string localTag, string contact)
    {
        var request = SipMessage.CreateRequest(SipMethod.Subscribe, RequestUri);
        request.Add(SipHeaderName.From, $"{From};tag={localTag}");
        request.Add(SipHeaderName.To, To.ToString());
        request.Add(SipHeaderName.CallId, callId);
        request.Add(SipHeaderName.CSeq, "1 SUBSCRIBE");
        request.Add(SipHeaderName.Contact, contact);
        return request;
    }

    /// <summary>Writes into the first SUBSCRIBE, and each that refreshes it, what is asked for.</summary>
    /// <param name="request">The SUBSCRIBE.</param>
    /// <param name="expires">How long it is asked for.</param>
    internal void Describe(SipMessage request, TimeSpan expires)
    {
        request.Add(SipHeaderName.Event, Event.ToString());
        request.Add(SipHeaderName.Expires, ((uint)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (Accept is not null)
        {
            request.Add(SipHeaderName.Accept, Accept);
        }
        foreach (var (name, value) in Headers)
        {
            request.Add(name, value);
        }
    }
}
