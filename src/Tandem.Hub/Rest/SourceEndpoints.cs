using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/sources</c>.</summary>
internal static class SourceEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/sources", List)
        .RequireScope(Scope.Read)
        .Answers<ItemList<SourceView>>("Lists the exchanges that are joined, what each of them can do, and how old what it shows is.");

    private static IResult List(Exchange exchange) => Results.Json(
        new ItemList<SourceView>([.. exchange.Sources.Select(source => new SourceView(source.Name, source.Capabilities, (source as IConnectedPbx)?.Connection))]),
        ApiJson.TypeOf<ItemList<SourceView>>());
}
