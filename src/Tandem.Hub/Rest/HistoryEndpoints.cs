using System.Globalization;
using Tandem.Hub.History;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/history</c>.</summary>
internal static class HistoryEndpoints
{
    private const int MaxNumber = 256;

    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/history", ReadAsync)
            .RequireScope(Scope.Read)
            .Answers<ItemList<HistoryEntry>>("Lists past calls and those in progress, newest first.", 200, 400)
            .Reads(
            [
                new RequestField("number", "Only calls of or to this number."),
                new RequestField("from", "Only calls that started at this instant or later."),
                new RequestField("until", "Only calls that started before this instant."),
                new RequestField("limit", $"How many at most, 1 to {HistoryQuery.MaxLimit}.", Type: JsonSchemaType.Integer),
                new RequestField("after", "The `next` of another page: what comes after it."),
            ]);
        api.MapGet("/history/{**id}", ReadOneAsync).RequireScope(Scope.Read).Answers<HistoryEntry>("Reads one call, past or in progress.", 200, 404);
    }

    // In full as in the list: what a source calls it, without the source, may be the name of another source's call.
    private static async Task<IResult> ReadOneAsync(string id, Caller caller, HistoryReader history, CancellationToken cancellationToken)
    {
        var wanted = RouteId.Read(id).Text;
        var page = await history.ReadAsync(new HistoryQuery { Domain = caller.Domain, User = caller.User, Id = wanted, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return page.Entries is [var entry] ? Results.Json(entry, ApiJson.TypeOf<HistoryEntry>()) : Problem.NotFound("call in the history", wanted);
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, Caller caller, HistoryReader history, CancellationToken cancellationToken)
    {
        var query = new HistoryQuery { Domain = caller.Domain, User = caller.User };
        foreach (var (name, values) in request.Query)
        {
            if (values is not [{ Length: > 0 } text])
            {
                return Problem.Invalid(name, "one value is wanted");
            }
            switch (name)
            {
                case "domain":
                    // Of which domain the caller is was decided when it was let in.
                    break;
                case "number" when text.Length <= MaxNumber:
                    query = query with { Number = text };
                    break;
                case "from" when TryInstant(text, out var from):
                    query = query with { From = from };
                    break;
                case "until" when TryInstant(text, out var until):
                    query = query with { Until = until };
                    break;
                case "limit" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= HistoryQuery.MaxLimit:
                    query = query with { Limit = limit };
                    break;
                case "after" when HistoryCursor.TryParse(text, out var after):
                    query = query with { After = after };
                    break;
                default:
                    return Problem.Invalid(name, AllowedFor(name));
            }
        }
        var page = await history.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        return Results.Json(new ItemList<HistoryEntry>(page.Entries, page.Next?.ToString()), ApiJson.TypeOf<ItemList<HistoryEntry>>());
    }

    // A time without an offset could mean any; a plus sign that was not escaped has become a space.
    private static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
        && (text[^1] == 'Z' || text[^6] is '+' or '-');

    private static string AllowedFor(string name) => name switch
    {
        "number" => $"1 to {MaxNumber} characters are wanted",
        "from" or "until" => "an instant by RFC 3339 is wanted, such as 2026-03-01T09:00:00Z",
        "limit" => $"a whole number from 1 to {HistoryQuery.MaxLimit} is wanted",
        "after" => "the 'next' of another page is wanted",
        _ => "there is no such parameter; the parameters are number, from, until, limit, after",
    };
}
