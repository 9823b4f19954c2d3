using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>
/// Which legs are one conversation (decision 0017). Legs that talk with one another are; so are a phone that rings and the leg that it rings for,
/// unless a transfer is under way. And the legs of a conversation belong together (by talking, ringing, a transfer), or else each of them is alone in
/// a program's hands, since they parted, and has begun nothing.
/// </summary>
internal static class ConversationTruth
{
    public static void AssertIsModel(SimulatedExchange exchange)
    {
        var model = exchange.Switch.Model.Snapshot();
        foreach (var leg in exchange.Legs)
        {
            Assert.Equal(leg.ConversationId, model.Channels.Single(channel => channel.Id.LocalId == leg.Id).Conversation!.Value.LocalId);
            Assert.True(leg.Peer is not { } peer || peer.ConversationId == leg.ConversationId, $"{leg.Own.Number} talks with somebody of another conversation.");
            Assert.True(
                leg.Fork is not { IsOver: false, For: { IsInTransfer: false, IsEnded: false } caller } || caller.ConversationId == leg.ConversationId,
                $"{leg.Own.Number} rings for somebody of another conversation.");
        }
        var all = exchange.Legs;
        foreach (var conversation in all.GroupBy(leg => leg.ConversationId))
        {
            var legs = conversation.ToArray();
            Assert.True(
                IsOnePart(legs, all) || legs.All(HasBegunNothing),
                $"{string.Join(", ", legs.Select(leg => leg.Own.Number))} are in one conversation and have nothing to do with one another.");
        }
    }

    // A phone that rings to pick up what has been answered meanwhile rings for nobody.
    private static bool HasBegunNothing(Call leg) =>
        leg is { Peer: null, Room: null, Ringing: null or { Legs.Count: 0 } } && (leg.Fork is null or { IsOver: true } || leg.Fork.For?.Ringing != leg.Fork);

    // A transfer under way ties legs of two conversations: the way from one leg to the next may lead through the other one.
    private static bool IsOnePart(Call[] legs, IReadOnlyList<Call> all)
    {
        var reached = new HashSet<Call> { legs[0] };
        while (all.FirstOrDefault(leg => !reached.Contains(leg) && (leg.Ties.Any(reached.Contains) || reached.Any(known => known.Ties.Contains(leg)))) is { } next)
        {
            reached.Add(next);
        }
        return legs.All(reached.Contains);
    }
}
