using Tandem.Hub.Events;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>What is there now: <c>/api/channels</c>, <c>/api/extensions</c>, <c>/api/queues</c>, ..., as lists and one by one.</summary>
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
        MapList(api, kind, (caller, exchange) =>
        {
            var snapshot = exchange.Model.Snapshot();
            T[] items = [.. order(select(snapshot).Select(item => caller.Projection.Apply(item)).OfType<T>())];
            return Results.Json(new LiveList<T>(snapshot.Position, items), ApiJson.TypeOf<LiveList<T>>());
        }).Answers<LiveList<T>>(summary);
        MapItem(api, kind, (reference, caller, exchange) => Read<T>(kind, reference, caller, exchange))
            .Answers<LiveItem<T>>($"Reads one of the objects that /api/{EntityNames.Of(kind)} lists.", 200, 404, 409);
    }

    // The code of an endpoint is generated where it is mapped, unless it is generic.
    private static RouteHandlerBuilder MapList(RouteGroupBuilder api, EntityKind kind, Func<Caller, Exchange, IResult> read) =>
        api.MapGet($"/{EntityNames.Of(kind)}", (Caller caller, Exchange exchange) => read(caller, exchange)).RequireScope(Scope.Read);

    private static RouteHandlerBuilder MapItem(RouteGroupBuilder api, EntityKind kind, Func<ObjectReference, Caller, Exchange, IResult> read) =>
        api.MapGet($"/{EntityNames.Of(kind)}/{{**id}}", (string id, Caller caller, Exchange exchange) => read(RouteId.Read(id), caller, exchange)).RequireScope(Scope.Read);

    private static IResult Read<T>(EntityKind kind, ObjectReference reference, Caller caller, Exchange exchange)
        where T : Entity
    {
        // Read before the object is: a feed from there on may tell again what is seen here already, but misses nothing.
        var position = exchange.Model.Position;
        var found = exchange.Model.Resolve(kind, reference, caller.Domain);
        T[] seen = [.. SeenBy<T>(caller, exchange, found.Candidates.Count > 0 ? found : exchange.Model.Resolve(kind, reference))];
        return seen switch
        {
            [] => CommandProblem.Of(CommandResult.NotFound(kind, reference))!,
            [var item] => Results.Json(new LiveItem<T>(position, item), ApiJson.TypeOf<LiveItem<T>>()),
            _ => CommandProblem.Of(CommandResult.Ambiguous(reference, [.. seen.Select(item => item.Id)]))!,
        };
    }

    private static IEnumerable<T> SeenBy<T>(Caller caller, Exchange exchange, ObjectResolution found)
        where T : Entity
    {
        foreach (var id in found.Candidates)
        {
            if (exchange.Model.TryGet(id, out T? item) && caller.Projection.Apply(item) is T seen)
            {
                yield return seen;
            }
        }
    }
}
