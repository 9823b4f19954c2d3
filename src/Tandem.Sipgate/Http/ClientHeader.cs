using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Tandem.Sipgate.Http;

/// <summary>What the client tells of itself.</summary>
internal static class ClientHeader
{
    public static readonly string Version = typeof(ClientHeader).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static readonly ProductInfoHeaderValue Product = new("Tandem.Sipgate", Version);

    /// <summary>The value of <c>X-Sipgate-Client</c>, JSON.</summary>
    public static string Create(string name) => new JsonObject
    {
        ["version"] = Environment.Version.ToString(),
        ["type"] = "dotnet",
        ["name"] = name,
        ["os"] = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux",
    }.ToJsonString();
}
