namespace Tandem.Switch.Calls;

/// <content>With whom the leg is in one conversation.</content>
public sealed partial class Call
{
    /// <summary>
    /// The conversation that the leg belongs to. Two that are joined become one, the older; legs that part, and go on with others, are in one of their
    /// own from then on.
    /// </summary>
    public string ConversationId { get; internal set; }

    /// <summary>Who belongs together with the leg: the one that it talks with, who rings for it or for whom it rings, who is in a transfer with it.</summary>
    internal IEnumerable<Call> Ties
    {
        get
        {
            if (Peer is { } peer)
            {
                yield return peer;
            }
            foreach (var ringing in Ringing is { IsConnected: false } own ? own.Legs : [])
            {
                yield return ringing;
            }
            if (Fork is { IsConnected: false, For: { } caller })
            {
                yield return caller;
            }
            foreach (var party in _transfer?.Legs ?? [])
            {
                if (party._transfer == _transfer)
                {
                    yield return party;
                }
            }
        }
    }
}
