using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Rest.OpenApi;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Every_route_is_in_it_and_every_operation_says_what_it_does()
    {
        await using var hub = await TestHub.StartAsync();
        var paths = (await DocumentAsync(hub)).GetProperty("paths");
        foreach (var endpoint in hub.Endpoints.OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText != ApiDocument.Path))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{**", "{", StringComparison.Ordinal);
            Assert.True(paths.TryGetProperty(path, out var item), $"{path} is missing");
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != "CONNECT"))
            {
                var operation = item.GetProperty(method.ToLowerInvariant());
                Assert.NotEqual("", operation.GetProperty("summary").GetString());
                Assert.Contains(operation.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2');
            }
        }
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1_for_everybody_and_says_how_to_get_in()
    {
        await using var hub = await TestHub.StartAsync();
        var document = await DocumentAsync(hub);
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
        var call = document.GetProperty("paths").GetProperty("/api/calls").GetProperty("post");
        Assert.True(call.GetProperty("security")[0].TryGetProperty("Bearer", out _));
        Assert.Equal(["from", "to"], call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")
            .GetProperty("required").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(["202", "400", "401", "403", "404", "409", "415", "501", "504"], call.GetProperty("responses").EnumerateObject().Select(item => item.Name).Order());
    }

    [Fact]
    public async Task Schemas_say_what_is_really_written()
    {
        await using var hub = await TestHub.StartAsync();
        var document = await DocumentAsync(hub);
        var channel = document.GetProperty("components").GetProperty("schemas").GetProperty("Channel").GetProperty("properties");
        Assert.Equal("string", TypeOf(document, channel.GetProperty("id")));
        Assert.Equal("string", TypeOf(document, channel.GetProperty("offeredAt")));
        Assert.Equal("date-time", Resolve(document, channel.GetProperty("offeredAt")).GetProperty("format").GetString());
        Assert.Equal("object", TypeOf(document, channel.GetProperty("state")));
        Assert.Contains("inbound", Resolve(document, channel.GetProperty("direction")).GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        await using var hub = await TestHub.StartAsync();
        var document = await DocumentAsync(hub);
        var references = References(document).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Resolve(document, reference));
    }

    private static async Task<JsonElement> DocumentAsync(TestHub hub)
    {
        using var stranger = hub.Client(token: null);
        using var response = await stranger.GetAsync(ApiDocument.Path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static string? TypeOf(JsonElement document, JsonElement schema) => Resolve(document, schema).GetProperty("type").GetString();

    private static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            schema = choices.EnumerateArray().First(choice => choice.TryGetProperty("$ref", out _));
        }
        return schema.TryGetProperty("$ref", out var reference) ? Resolve(document, reference.GetString()!) : schema;
    }

    private static JsonElement Resolve(JsonElement document, string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [field.Value.GetString()!] : References(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
