namespace Tandem.Interop.Tests.Tools;

/// <summary>A program that some tests need, and that not every machine has.</summary>
/// <param name="Program">Its name on the PATH.</param>
/// <param name="Package">The Debian package that has it.</param>
internal sealed record ExternalTool(string Program, string Package)
{
    private const string RequireVariable = "TANDEM_REQUIRE_TOOLS";

    public const string Sipp = "sipp";
    public const string Baresip = "baresip";
    public const string Soxi = "soxi";
    public const string Tshark = "tshark";
    public const string Espeak = "espeak-ng";
    public const string Zsh = "zsh";
    public const string Fish = "fish";
    public const string Node = "node";
    public const string Npm = "npm";
    public const string Dnsmasq = "dnsmasq";
    public const string Kamailio = "kamailio";
    public const string SipVicious = "svmap";

    private static readonly ExternalTool[] Known =
    [
        new(Sipp, "sip-tester"), new(Baresip, "baresip"), new(Zsh, "zsh"), new(Fish, "fish"), new(Node, "nodejs"), new(Npm, "npm"),
        new(Dnsmasq, "dnsmasq-base"), new(Kamailio, "kamailio"), new(SipVicious, "sipvicious"),
        new(Soxi, "sox"), new(Tshark, "tshark"), new(Espeak, "espeak-ng"),
    ];

    /// <summary>Set by the continuous integration: a tool that is absent fails its tests there, in place of skipping them.</summary>
    public static bool AreAllRequired => Environment.GetEnvironmentVariable(RequireVariable) == "1";

    /// <summary>Why tests that need these tools are skipped here.</summary>
    /// <returns>Null where they run.</returns>
    public static string? ReasonToSkip(params IEnumerable<string> programs)
    {
        var absent = AreAllRequired ? null : programs.Select(Find).FirstOrDefault(tool => !tool.IsPresent);
        return absent?.Needed;
    }

    private string Needed => $"needs {Program} (Debian: {Package})";

    private bool IsPresent => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, Program)));

    private static ExternalTool Find(string program) =>
        Array.Find(Known, tool => tool.Program == program) ?? throw new ArgumentException($"{program} is not among the known tools.", nameof(program));
}
