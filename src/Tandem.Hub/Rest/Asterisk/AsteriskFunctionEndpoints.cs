using Tandem.Asterisk.Live.Functions;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Commands;
using Tandem.Hub.Rest.Json;
using Tandem.Hub.Rest.OpenApi;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary><c>/api/asterisk/{name}</c>: what an Asterisk alone can do.</summary>
internal static class AsteriskFunctionEndpoints
{
    private const int MaxText = 256;
    private const int MaxRecalls = 100;
    private static readonly int[] Problems = [400, 404, 409, 415, 501, 504];

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var asterisk = api.MapGroup("/asterisk/{name}");
        asterisk.MapGet("/capabilities", ListCapabilities).RequireScope(Scope.Admin).Answers<ItemList<CapabilityView>>("Lists what an Asterisk can do, and why it cannot do the rest.", 200, 404);
        MapDatabase(asterisk);
        MapVariables(asterisk);
        MapPhones(asterisk);
        asterisk.MapGet("/voicemail", (string name, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) => sources.AskAsync(
                name, caller, "voicemail", pbx => pbx.ListMailboxesAsync(cancellationToken), boxes => new ItemList<AsteriskMailbox>(boxes)))
            .RequireScope(Scope.Admin).Answers<ItemList<AsteriskMailbox>>("Lists the mailboxes with all their settings.", 200, Problems);
        asterisk.MapPost("/queuelog", LogAsync).RequireScope(Scope.Admin).Answers<CommandDone>("Writes into the log of queues.", 200, Problems).Reads([], [
            new BodyField("queue", "The queue.", IsRequired: true),
            new BodyField("event", "What happened: letters, digits, _ and -.", IsRequired: true),
            new BodyField("member", "The member that it is about."),
            new BodyField("text", "More about it."),
            new BodyField("call", "The unique id of the call that it is about."),
        ]);
    }

    private static void MapDatabase(RouteGroupBuilder asterisk)
    {
        const string path = "/database/{family}/{key}";
        asterisk.MapGet(path, (string name, string family, string key, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) => sources.AskAsync(
                name, caller, $"{Id(family)}/{Id(key)}", pbx => pbx.GetDatabaseValueAsync(Id(family), Id(key), cancellationToken), value => new AsteriskValue($"{Id(family)}/{Id(key)}", value)))
            .RequireScope(Scope.Admin).Answers<AsteriskValue>("Reads an entry of Asterisk's database.", 200, Problems);
        asterisk.MapPut(path, (string name, string family, string key, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
                WriteAsync(request, value => sources.DoAsync(name, caller, pbx => pbx.SetDatabaseValueAsync(Id(family), Id(key), value, cancellationToken))))
            .RequireScope(Scope.Admin).Answers<CommandDone>("Writes an entry of Asterisk's database.", 200, Problems).Reads([], [Value]);
        asterisk.MapDelete(path, (string name, string family, string key, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
                sources.DoAsync(name, caller, pbx => pbx.SetDatabaseValueAsync(Id(family), Id(key), null, cancellationToken)))
            .RequireScope(Scope.Admin).Answers<CommandDone>("Takes an entry of Asterisk's database away.", 200, Problems);
    }

    private static void MapVariables(RouteGroupBuilder asterisk)
    {
        const string path = "/variables/{variable}";
        asterisk.MapGet(path, (string name, string variable, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) => sources.AskAsync(
                name, caller, variable, pbx => pbx.GetVariableAsync(variable, cancellationToken), value => new AsteriskValue(variable, value)))
            .RequireScope(Scope.Admin).Answers<AsteriskValue>("Reads a global variable.", 200, Problems);
        asterisk.MapPut(path, (string name, string variable, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
                WriteAsync(request, value => sources.DoAsync(name, caller, pbx => pbx.SetVariableAsync(variable, value, cancellationToken))))
            .RequireScope(Scope.Admin).Answers<CommandDone>("Sets a global variable.", 200, Problems).Reads([], [Value]);
        asterisk.MapPut("/devices/{device}", async (string name, string device, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
            {
                var body = await RequestBody.ReadAsync(request, "state").ConfigureAwait(false);
                var state = body.RequiredText("state", MaxText);
                return body.Problem ?? await sources.DoAsync(name, caller, pbx => pbx.SetDeviceStateAsync(device, state, cancellationToken)).ConfigureAwait(false);
            })
            .RequireScope(Scope.Admin).Answers<CommandDone>("Sets the state of a custom device.", 200, Problems)
            .Reads([], [new BodyField("state", "not_inuse, inuse, busy, invalid, unavailable, ringing, ringinuse, onhold or unknown.", IsRequired: true)]);
    }

    private static void MapPhones(RouteGroupBuilder asterisk)
    {
        asterisk.MapPost("/digits", async (string name, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
            {
                var body = await RequestBody.ReadAsync(request, "extension", "digits").ConfigureAwait(false);
                var (extension, digits) = (body.RequiredText("extension", MaxText), body.RequiredText("digits", MaxText));
                return body.Problem ?? await sources.DoAsync(name, caller, pbx => pbx.CallAndSendDigitsAsync(extension, digits, cancellationToken)).ConfigureAwait(false);
            })
            .RequireScope(Scope.Admin).Answers<CommandDone>("Rings an extension's phone and sends digits to it.", 200, Problems)
            .Reads([], [Extension, new BodyField("digits", "0 to 9, * # and A to D.", IsRequired: true)]);
        asterisk.MapPost("/announcements", async (string name, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
            {
                var body = await RequestBody.ReadAsync(request, "extension", "name").ConfigureAwait(false);
                var (extension, file) = (body.RequiredText("extension", MaxText), body.RequiredText("name", MaxText));
                return body.Problem ?? await sources.AskAsync(
                    name, caller, file, pbx => pbx.RecordAnnouncementAsync(extension, file, cancellationToken), path => new AnnouncementView(path)).ConfigureAwait(false);
            })
            .RequireScope(Scope.Admin).Answers<AnnouncementView>("Rings an extension's phone and records an announcement there.", 200, Problems)
            .Reads([], [Extension, new BodyField("name", "The file without folder and ending: letters, digits, _ and -.", IsRequired: true)]);
        asterisk.MapGet("/extensions/{extension}/state", (string name, string extension, string? context, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) => sources.AskAsync(
                name, caller, extension, pbx => pbx.GetExtensionStateAsync(extension, context, cancellationToken), state => state))
            .RequireScope(Scope.Admin).Answers<AsteriskExtensionState>("Reads the state of an extension's hint.", 200, Problems);
        asterisk.MapGet("/extensions/{extension}/recalls", (string name, string extension, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) => sources.AskAsync(
                name, caller, extension, pbx => pbx.GetRecallsAsync(extension, cancellationToken), callers => new ItemList<string>(callers)))
            .RequireScope(Scope.Admin).Answers<ItemList<string>>("Lists who is called back when an extension is no longer busy.", 200, Problems);
        asterisk.MapPut("/extensions/{extension}/recalls", async (string name, string extension, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken) =>
            {
                var body = await RequestBody.ReadAsync(request, "callers").ConfigureAwait(false);
                var callers = body.TextList("callers", MaxRecalls, MaxText);
                return body.Problem ?? await sources.DoAsync(name, caller, pbx => pbx.SetRecallsAsync(extension, callers, cancellationToken)).ConfigureAwait(false);
            })
            .RequireScope(Scope.Admin).Answers<CommandDone>("Says who is called back when an extension is no longer busy.", 200, Problems)
            .Reads([], [new BodyField("callers", "Their numbers; none takes the entry away.", JsonSchemaType.Array, IsRequired: true)]);
    }

    private static BodyField Value => new("value", "Its value.", IsRequired: true);

    private static BodyField Extension => new("extension", "The extension whose phone rings.", IsRequired: true);

    private static string Id(string part) => RouteId.Read(part).Text;

    private static IResult ListCapabilities(string name, Caller caller, AsteriskSources sources)
    {
        if (sources.Find(name, caller) is not { } pbx)
        {
            return AsteriskSources.Unknown(name);
        }
        var there = pbx.Capabilities.Select(capability => new CapabilityView(capability.Name));
        var missing = pbx.MissingCapabilities.Select(item => new CapabilityView(item.Capability.Name, item.Reason));
        return Results.Json(new ItemList<CapabilityView>([.. there.Concat(missing).OrderBy(item => item.Name, StringComparer.Ordinal)]), ApiJson.TypeOf<ItemList<CapabilityView>>());
    }

    private static async Task<IResult> WriteAsync(HttpRequest request, Func<string, Task<IResult>> write)
    {
        var body = await RequestBody.ReadAsync(request, "value").ConfigureAwait(false);
        var value = body.OptionalText("value", MaxText, mayBeEmpty: true);
        return body.Problem ?? (value is null ? Problem.Invalid("$.value", "is missing") : await write(value).ConfigureAwait(false));
    }

    private static async Task<IResult> LogAsync(string name, HttpRequest request, Caller caller, AsteriskSources sources, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, "queue", "event", "member", "text", "call").ConfigureAwait(false);
        var (queue, entry) = (body.RequiredText("queue", MaxText), body.RequiredText("event", MaxText));
        var (member, text, call) = (body.OptionalText("member", MaxText), body.OptionalText("text", MaxText), body.OptionalText("call", MaxText));
        return body.Problem ?? await sources.DoAsync(name, caller, pbx => pbx.WriteQueueLogAsync(queue, entry, member, text, call, cancellationToken)).ConfigureAwait(false);
    }
}
