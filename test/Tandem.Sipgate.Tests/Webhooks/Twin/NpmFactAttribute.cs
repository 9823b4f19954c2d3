namespace Tandem.Sipgate.Tests.Webhooks.Twin;

/// <summary>A test with sipgate's own library for Node.js: it is skipped where node or npm are absent, and says so.</summary>
public sealed class NpmFactAttribute : FactAttribute
{
    private const string RequireVariable = "TANDEM_REQUIRE_TOOLS";

    /// <summary>Looks for them.</summary>
    public NpmFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable(RequireVariable) == "1" || (IsPresent("node") && IsPresent("npm")) ? null : "needs node and npm (Debian: npm)";

    private static bool IsPresent(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, program)));
}
