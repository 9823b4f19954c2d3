using System.Text.Json.Nodes;

namespace Tandem.Sipgate.Tests.Stub;

/// <summary>A request as the stub got it.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Line => $"{Method} {Target}";

    /// <summary>The body as JSON without needless escapes.</summary>
    public string Json => JsonNode.Parse(Body)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
