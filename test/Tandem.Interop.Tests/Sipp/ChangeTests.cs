using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>Changes and refreshes of a call that is up.</summary>
public sealed class ChangeTests(AnonymousHubFixture fixture) : IClassFixture<AnonymousHubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("session_timer")]
    [InlineData("overlapping_changes")]
    public async Task The_call_goes_on(string scenario)
    {
        await using var caller = _hub.Sipp(scenario, "anonymous", ("number", "600"));
        await caller.SucceedAsync();
    }
}
