using Tandem.Hub.Events;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>The lists of objects that are only shown: <c>/api/queues</c>, <c>/api/trunks</c>, <c>/api/parkedCalls</c>, ...</summary>
internal static class LiveListEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
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

    private static void Map<T>(RouteGroupBuilder api, EntityKind kind, Func<PbxSnapshot, EntitySet<T>> select, string summary)
        where T : Entity =>
        api.MapGet($"/{EntityNames.Of(kind)}", (Caller caller, Exchange exchange) =>
        {
            var snapshot = exchange.Model.Snapshot();
            T[] items = [.. select(snapshot).Select(item => caller.Projection.Apply(item)).OfType<T>().OrderBy(item => item.Id.ToString(), StringComparer.Ordinal)];
            return Results.Json(new LiveList<T>(snapshot.Position, items), ApiJson.TypeOf<LiveList<T>>());
        }).RequireScope(Scope.Read).Answers<LiveList<T>>(summary);
}
