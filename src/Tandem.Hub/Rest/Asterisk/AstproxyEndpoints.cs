using Tandem.Asterisk.Live;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary><c>/api/asterisk/{name}/extensions</c> and the like: what programs made for astproxy read.</summary>
internal static class AstproxyEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "extensions", view => view.Extensions(), "Gives the extensions of an Asterisk with their conversations, as astproxy's getJSONExtensions does.");
        Map(api, "queues", view => view.Queues(), "Gives the queues of an Asterisk with their members and who waits, as astproxy's getJSONQueues does.");
        Map(api, "parkings", view => view.Parkings(), "Gives the parking slots of an Asterisk with their calls, as astproxy's getJSONParkings does.");
        Map(api, "trunks", view => view.Trunks(), "Gives the trunks of an Asterisk with their conversations, as astproxy's getJSONTrunks does.");
        Map(api, "conferences", view => view.Conferences(), "Gives the conferences of an Asterisk with who is in them, as astproxy's getConference does.");
    }

    private static void Map<T>(RouteGroupBuilder api, string what, Func<AstproxyView, IReadOnlyDictionary<string, T>> select, string summary) =>
        api.MapGet($"/asterisk/{{name}}/{what}", IResult (string name, string? mask, Caller caller, Exchange exchange, TimeProvider clock) =>
        {
            if (exchange.Sources.OfType<AsteriskPbx>().FirstOrDefault(source => source.Name == name) is not { } asterisk)
            {
                return Problem.NotFound("Asterisk", name);
            }
            if (MaskOf(mask) is not { } masked)
            {
                return Problem.Invalid("mask", "out, in or both is wanted");
            }
            var state = caller.Projection.Apply(exchange.Model.Snapshot());
            var view = new AstproxyView(state, name, asterisk.Options.Model.Families, clock.GetUtcNow(), masked);
            return Results.Json(select(view), ApiJson.TypeOf<IReadOnlyDictionary<string, T>>());
        })
        .RequireScope(Scope.Read)
        .Reads([new RequestField("mask", "Masks the other side of conversations that go out, that come in, or of both: out, in, both.")])
        .Answers<IReadOnlyDictionary<string, T>>(summary, problems: [400, 404]);

    private static AstproxyMask? MaskOf(string? text) => text switch
    {
        null => AstproxyMask.None,
        "out" => AstproxyMask.Out,
        "in" => AstproxyMask.In,
        "both" => AstproxyMask.Both,
        _ => null,
    };
}
