using System.Text.Json;

namespace Tandem.Hub.Rest;

/// <summary>
/// The JSON object in a request, read field by field. The first fault is kept in <see cref="Problem"/>, so a handler reads all that it wants
/// and looks once.
/// </summary>
internal sealed class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly JsonElement NoFields = JsonElement.Parse("{}");

    private readonly JsonElement _object;
    private readonly string _path;

    private RequestBody(JsonElement value, string path, string[] fields)
    {
        _object = value;
        _path = path;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Problem = Problem.Invalid(path, "an object is wanted");
        }
        else if (value.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !fields.Contains(name)) is { } unknown)
        {
            Problem = Problem.Invalid($"{path}.{unknown}", $"there is no such field; the fields are {string.Join(", ", fields)}");
        }
    }

    private RequestBody(Problem problem)
    {
        _path = "$";
        Problem = problem;
    }

    /// <summary>The body of a request that has none: an object without fields.</summary>
    public static RequestBody Empty() => new(NoFields, "$", []);

    /// <summary>The first thing that is wrong; null when nothing is so far.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fields">The names of all fields that it may have.</param>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, params string[] fields)
    {
        if (!request.HasJsonContentType())
        {
            return new RequestBody(new Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json."));
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return new RequestBody(document.RootElement.Clone(), "$", fields);
        }
        catch (JsonException exception)
        {
            return new RequestBody(new Problem(StatusCodes.Status400BadRequest, $"The body is not JSON: {exception.Message}") { Field = "$" });
        }
    }

    /// <summary>A text that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maxLength">Its longest length; the shortest is 1.</param>
    public string RequiredText(string name, int maxLength)
    {
        var allowed = TextAllowed(maxLength);
        if (Value(name) is not { } value)
        {
            Report(name, $"is missing; {allowed}");
            return "";
        }
        return Text(value, name, maxLength) ?? "";
    }

    /// <summary>A text that may be missing or null.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maxLength">Its longest length.</param>
    /// <param name="mayBeEmpty">Whether it may be empty.</param>
    public string? OptionalText(string name, int maxLength, bool mayBeEmpty = false) =>
        Value(name) is { } value ? Text(value, name, maxLength, mayBeEmpty) : null;

    /// <summary>A whole number that may be missing or null.</summary>
    /// <param name="name">The field.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    public int? OptionalNumber(string name, int min, int max)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }
        Report(name, $"a whole number from {min} to {max} is wanted");
        return null;
    }

    /// <summary>A list of texts that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maxCount">How many it may have.</param>
    /// <param name="maxLength">The longest length of each; the shortest is 1.</param>
    public IReadOnlyList<string> TextList(string name, int maxCount, int maxLength)
    {
        if (Value(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() <= maxCount)
        {
            return [.. list.EnumerateArray().Select(item => Text(item, name, maxLength) ?? "")];
        }
        Report(name, $"a list of up to {maxCount} texts is wanted");
        return [];
    }

    /// <summary>True or false, which may be missing or null.</summary>
    /// <param name="name">The field.</param>
    public bool? OptionalFlag(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        Report(name, "true or false is wanted");
        return null;
    }

    /// <summary>Whether a field holds a text.</summary>
    /// <param name="name">The field.</param>
    public bool IsText(string name) => Value(name)?.ValueKind == JsonValueKind.String;

    /// <summary>An object within this one that may be missing or null. What is wrong in it is wrong in this one too.</summary>
    /// <param name="name">The field.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="fields">The names of all fields that it may have.</param>
    public T? OptionalObject<T>(string name, Func<RequestBody, T> read, params string[] fields)
        where T : struct
    {
        if (Value(name) is not { } value)
        {
            return null;
        }
        var inner = new RequestBody(value, $"{_path}.{name}", fields);
        var result = inner.Problem is null ? read(inner) : default;
        Problem ??= inner.Problem;
        return result;
    }

    private static string TextAllowed(int maxLength) => $"a text of 1 to {maxLength} characters, none of them a control character, is wanted";

    private JsonElement? Value(string name) =>
        Problem is null && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string? Text(JsonElement value, string name, int maxLength, bool mayBeEmpty = false)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        if (text is not null && (text.Length > 0 || mayBeEmpty) && text.Length <= maxLength && !text.Any(char.IsControl))
        {
            return text;
        }
        Report(name, TextAllowed(maxLength));
        return null;
    }

    private void Report(string name, string allowed) => Problem ??= Problem.Invalid($"{_path}.{name}", allowed);
}
