using Tandem.Hub.Events;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>The lists of what is there now: <c>/api/channels</c>, <c>/api/extensions</c>, <c>/api/queues</c>, ...</summary>
internal static class LiveListEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, EntityKind.Channel, state => state.Channels, "Lists the legs that are up.", seen => seen.OrderBy(item => item.OfferedAt).ThenBy(item => item.Id.LocalId, StringComparer.Ordinal));
        Map(api, EntityKind.Conversation, state => state.Conversations, "Lists the calls that are up.", seen => seen.OrderBy(item => item.StartedAt).ThenBy(item => item.Id.LocalId, StringComparer.Ordinal));
        Map(api, EntityKind.Extension, state => state.Extensions, "Lists the extensions and where their phones are.", seen => seen.OrderBy(item => item.Number, StringComparer.Ordinal).ThenBy(item => item.Source, StringComparer.Ordinal));
        Map(api, EntityKind.Queue, state => state.Queues, "Lists the queues with their statistics.");
        Map(api, EntityKind.QueueMember, state => state.QueueMembers, "Lists the members of the queues.");
        Map(api, EntityKind.WaitingCaller, state => state.WaitingCallers, "Lists the callers who wait in queues.");
        Map(api, EntityKind.ParkingLot, state => state.ParkingLots, "Lists the parking lots.");
        Map(api, EntityKind.ParkedCall, state => state.ParkedCalls, "Lists the parked calls.");
        Map(api, EntityKind.Conference, state => state.Conferences, "Lists the conferences that are held.");
        Map(api, EntityKind.ConferenceParticipant, state => state.ConferenceParticipants, "Lists who is in a conference.");
        Map(api, EntityKind.Trunk, state => state.Trunks, "Lists the trunks with their registrations.");
        Map(api, EntityKind.Mailbox, state => state.Mailboxes, "Lists the voice mailboxes with their counts.");
    }

    private static void Map<T>(
        RouteGroupBuilder api, EntityKind kind, Func<PbxSnapshot, EntitySet<T>> select, string summary, Func<IEnumerable<T>, IEnumerable<T>>? order = null)
        where T : Entity
    {
        order ??= seen => seen.OrderBy(item => item.Id.ToString(), StringComparer.Ordinal);
        api.MapGet($"/{EntityNames.Of(kind)}", (Caller caller, Exchange exchange) =>
        {
            var snapshot = exchange.Model.Snapshot();
            T[] items = [.. order(select(snapshot).Select(item => caller.Projection.Apply(item)).OfType<T>())];
            return Results.Json(new LiveList<T>(snapshot.Position, items), ApiJson.TypeOf<LiveList<T>>());
        }).RequireScope(Scope.Read).Answers<LiveList<T>>(summary);
    }
}
