using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Asterisk;

internal sealed partial class AstproxyView
{
    private Dictionary<string, AstproxyConversation> Conversations(Extension extension) => extension.Conversations
        .SelectMany(id => _legs[id].Where(leg => IsOf(leg, extension)).Order(AstproxyPair.Comparer).SelectMany(leg => PairsOf(leg).Select(pair => Conversation(extension, leg, pair))))
        .DistinctBy(conversation => conversation.Id)
        .ToDictionary(conversation => conversation.Id);

    private Dictionary<string, AstproxyTrunkConversation> Conversations(Trunk trunk) => trunk.Conversations
        .SelectMany(id => _legs[id].Where(leg => leg.PeerLocation == PeerLocation.External).Order(AstproxyPair.Comparer).SelectMany(leg => PairsOf(leg).Select(pair => Conversation(trunk, leg, pair))))
        .DistinctBy(conversation => conversation.Id)
        .ToDictionary(conversation => conversation.Id);

    private static bool IsOf(Channel leg, Extension extension) => leg.PeerLocation == PeerLocation.Internal && leg.Device?.Name == extension.Number;

    /// <summary>With whom a leg speaks; else whom it calls, or who calls it; else nobody.</summary>
    private IEnumerable<AstproxyPair> PairsOf(Channel leg)
    {
        if (leg.State is ChannelState.InConference or ChannelState.Eavesdrop or ChannelState.Parked)
        {
            return [AstproxyPair.Of(leg)];
        }
        var others = leg.BridgedWith.Count > 0 ? Speaking(leg) : Calling(leg);
        return others.Count == 0 ? [AstproxyPair.Of(leg)] : others.Select(other => AstproxyPair.Of(leg, other));
    }

    private List<Channel> Speaking(Channel leg) =>
        [.. leg.BridgedWith.Select(id => state.Channels.TryGet(id, out var other) ? other : null).OfType<Channel>().Order(AstproxyPair.Comparer)];

    // Of the legs that speak with nobody yet, the first calls those that the exchange called.
    private List<Channel> Calling(Channel leg)
    {
        var waiting = _legs[leg.Conversation].Where(other =>
            other.BridgedWith.Count == 0 && other.State is not (ChannelState.InConference or ChannelState.Eavesdrop or ChannelState.Parked)).Order(AstproxyPair.Comparer).ToList();
        var called = waiting.Skip(1).Where(other => other.Direction == ChannelDirection.Outbound).ToList();
        return waiting.Count > 0 && waiting[0].Id == leg.Id ? called : called.Exists(other => other.Id == leg.Id) ? [waiting[0]] : [];
    }

    private AstproxyConversation Conversation(Extension extension, Channel leg, AstproxyPair pair)
    {
        var isOut = pair.Source?.Id == leg.Id;
        var other = pair.Beside(leg);
        var known = KnownOf(leg);
        var isMasked = IsMasked(isOut);
        var counterpart = other is null ? BeyondOf(leg) : PartyOf(other);
        return new AstproxyConversation(
            pair.Id,
            extension.Number,
            Side("source", pair.Source, pair.Destination, leg, isMasked),
            Side("dest", pair.Destination, pair.Source, leg, isMasked),
            pair.First.Id.LocalId,
            leg.Conversation?.LocalId ?? "",
            pair.First.OfferedAt.ToUnixTimeMilliseconds(),
            DurationOf(pair),
            IsConnected(leg),
            isOut ? "out" : "in",
            RecordingOf(known),
            leg.State is ChannelState.InConference,
            known?.Queue is not null,
            known?.Queue?.LocalId ?? "",
            known?.Trunk is not null,
            Number(counterpart, isMasked),
            Name(counterpart, isMasked));
    }

    private AstproxyTrunkConversation Conversation(Trunk trunk, Channel leg, AstproxyPair pair)
    {
        var isIn = pair.Source?.Id == leg.Id;
        var isMasked = IsMasked(isOut: !isIn);
        var other = pair.Beside(leg);
        var inner = other is null ? BeyondOf(leg) : PartyOf(other);
        var outer = PartyOf(leg);
        var known = KnownOf(leg);
        return new AstproxyTrunkConversation(
            pair.Id,
            trunk.Name,
            Side("source", pair.Source, pair.Destination, other, isMasked),
            Side("dest", pair.Destination, pair.Source, other, isMasked),
            DurationOf(pair),
            RecordingOf(known),
            isIn ? "in" : "out",
            inner.Number ?? "",
            inner.Name ?? "",
            Number(outer, isMasked),
            Name(outer, isMasked),
            known?.Queue is not null);
    }

    /// <param name="type">Which side it is.</param>
    /// <param name="side">The channel.</param>
    /// <param name="other">The one on the other side.</param>
    /// <param name="own">The one of the two that is not masked.</param>
    /// <param name="isMasked">Whether the other is.</param>
    private static AstproxyChannel? Side(string type, Channel? side, Channel? other, Channel? own, bool isMasked)
    {
        if (side is null)
        {
            return null;
        }
        var isOwn = side.Id == own?.Id;
        var caller = PartyOf(side);
        var bridged = other is null ? BeyondOf(side) : PartyOf(other);
        var isSpeaking = other is not null && side.BridgedWith.Contains(other.Id);
        return new AstproxyChannel(
            type,
            side.Name ?? "",
            Number(caller, isMasked && !isOwn),
            Name(caller, isMasked && !isOwn),
            Number(bridged, isMasked && isOwn),
            Name(bridged, isMasked && isOwn),
            isSpeaking ? other!.Name ?? "" : "",
            side.AnsweredAt is not null ? "up" : side.Direction == ChannelDirection.Inbound ? "ring" : "ringing",
            side.State is ChannelState.InConference,
            side.OfferedAt.ToUnixTimeMilliseconds());
    }

    private Conversation? KnownOf(Channel leg) => leg.Conversation is { } id && state.Conversations.TryGet(id, out var known) ? known : null;

    private static Party PartyOf(Channel leg) => leg.Direction == ChannelDirection.Inbound ? leg.Calling : leg.Called;

    /// <summary>Whom a leg without another side wants: the number that it dialled, or who is shown to it.</summary>
    private static Party BeyondOf(Channel leg) =>
        leg.Connected != default ? leg.Connected : leg.Direction == ChannelDirection.Inbound ? leg.Called : leg.Calling;

    // Of two who speak, since both do: when the later answered. In a conference or a queue, since its own answer.
    private long DurationOf(AstproxyPair pair)
    {
        var answered = pair is { Source: { } source, Destination: { } destination }
            ? source.AnsweredAt is { } first && destination.AnsweredAt is { } second ? (first > second ? first : second) : null
            : pair.First.AnsweredAt;
        return answered is { } at ? Math.Max(0, (long)(now - at).TotalSeconds) : 0;
    }

    private static bool IsConnected(Channel leg) => leg.BridgedWith.Count > 0 || leg.State is ChannelState.InConference or ChannelState.Eavesdrop;

    private static string RecordingOf(Conversation? conversation) => conversation?.Recording switch
    {
        RecordingStatus.On => "true",
        RecordingStatus.Paused => "mute",
        _ => "false",
    };

    private bool IsMasked(bool isOut) => mask.HasFlag(isOut ? AstproxyMask.Out : AstproxyMask.In);

    // The last three digits go; of a shorter number all.
    private static string Number(Party party, bool isMasked) =>
        !isMasked || party.Number is not { Length: > 0 } number ? party.Number ?? "" : (number.Length > Mask.Length ? number[..^Mask.Length] : "") + Mask;

    private static string Name(Party party, bool isMasked) => isMasked && !string.IsNullOrEmpty(party.Name) ? Mask : party.Name ?? "";

    private const string Mask = "xxx";
}
