using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine.Steering;

/// <summary>A command of the command line that is one request to the hub.</summary>
/// <param name="Words">Its words, without <c>tandem</c>; those before the last are its group.</param>
/// <param name="Help">What it does, in a sentence.</param>
/// <param name="Example">What may stand behind its words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/api</c>, with the names of arguments in braces.</param>
/// <param name="Done">What is printed when it is done; names of arguments and fields of the answer in braces.</param>
/// <param name="Arguments">Its arguments and options.</param>
internal sealed record SteerCommand(string Words, string Help, string Example, HttpMethod Method, string Path, string Done, params SteerArgument[] Arguments)
{
    // A phone that is asked to ring may do so for a while.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Fields of the body that are always the same.</summary>
    public IReadOnlyList<(string Name, JsonNode Value)> Always { get; init; } = [];

    /// <summary>Prints an answer that is more than a sentence; null where there is none.</summary>
    public Action<JsonNode>? Show { get; init; }

    /// <summary>The command as the parser wants it.</summary>
    public Command Create()
    {
        var command = new Command(Words.Split(' ')[^1], $"{Help}\n\n  tandem {Words} {Example}".TrimEnd());
        foreach (var argument in Arguments)
        {
            argument.AddTo(command);
        }
        var api = ApiOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, api, cancellationToken));
        return command;
    }

    private async Task RunAsync(ParseResult parsed, ApiOptions api, CancellationToken cancellationToken)
    {
        var values = Arguments.ToDictionary(argument => argument, argument => argument.Read(parsed));
        var path = values.Where(value => value.Key.Field is null)
            .Aggregate(Path, (filled, value) => filled.Replace($"{{{value.Key.Name}}}", Uri.EscapeDataString($"{value.Value}"), StringComparison.Ordinal));
        using var client = api.Connect(parsed, Patience);
        var answer = await client.SendAsync(Method, $"/api/{path}", Body(values), cancellationToken).ConfigureAwait(false) ?? new JsonObject();
        var output = parsed.InvocationConfiguration.Output;
        if (api.WantsJson(parsed))
        {
            await output.WriteLineAsync(answer.ToJsonString(Output.Indented)).ConfigureAwait(false);
        }
        else if (Show is not null)
        {
            Show(answer);
        }
        else
        {
            await output.WriteLineAsync(Sentence(values, answer)).ConfigureAwait(false);
        }
    }

    private JsonObject? Body(Dictionary<SteerArgument, JsonNode?> values)
    {
        var fields = values.Where(value => value.Key.Field is not null && value.Value is not null).Select(value => (value.Key.Field!, value.Value!))
            .Concat(Always.Select(field => (field.Name, field.Value.DeepClone())))
            .ToArray();
        var hasFields = Always.Count > 0 || Arguments.Any(argument => argument.Field is not null);
        return hasFields ? new JsonObject(fields.Select(field => KeyValuePair.Create(field.Item1, (JsonNode?)field.Item2))) : null;
    }

    private string Sentence(Dictionary<SteerArgument, JsonNode?> values, JsonNode answer)
    {
        var said = values.Aggregate(Done, (text, value) => text.Replace($"{{{value.Key.Name}}}", Spoken(value.Value), StringComparison.Ordinal));
        return (answer as JsonObject ?? []).Aggregate(said, (text, field) => text.Replace($"{{{field.Key}}}", Spoken(field.Value), StringComparison.Ordinal));
    }

    private static string Spoken(JsonNode? value) => value is JsonArray { Count: var count } list ? count == 0 ? "nobody" : string.Join(' ', list) : $"{value}";
}
