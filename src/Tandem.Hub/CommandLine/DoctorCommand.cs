using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Hub.Doctor;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = SettingsArguments.AddTo(new Command(
            "doctor",
            """
            Examine this machine and the settings: ports, NAT, limits, clock, store. A hub need not run. Exit code 1 if something fails.

              tandem doctor
              tandem doctor --Switch:Sip:Port 5070
            """) { json });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var findings = await HubDoctor.ExamineAsync(SettingsArguments.Read(parsed), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                Output.Json(ToJson(findings));
            }
            else
            {
                Output.Wrapped(
                    ["", "Check", "Found", "What to do"],
                    [.. findings.Select(finding => new[] { NameOf(finding.Level), finding.Check, finding.Found, finding.Remedy ?? "" })]);
            }
            return findings.Any(finding => finding.Level == FindingLevel.Fail) ? 1 : 0;
        });
        return command;
    }

    private static JsonObject ToJson(IReadOnlyList<Finding> findings) => new()
    {
        ["items"] = new JsonArray([.. findings.Select(JsonNode (finding) => new JsonObject
        {
            ["check"] = finding.Check,
            ["level"] = NameOf(finding.Level),
            ["found"] = finding.Found,
            ["remedy"] = finding.Remedy,
        })]),
    };

    private static string NameOf(FindingLevel level) => level.ToString().ToLowerInvariant();
}
