using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>What sipp does as a phone of one of the hub's extensions.</summary>
internal static class SippExtensions
{
    /// <summary>Runs a scenario with the credentials of an extension.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="number">The extension.</param>
    /// <param name="values">What stands in the file between at-signs.</param>
    public static SippCall Sipp(this HubProcess hub, string scenario, string number, params IEnumerable<(string Name, string Value)> values) =>
        SippCall.Start(hub.Sip, scenario, [("user", number), .. values], "-au", number, "-ap", HubProcess.SecretOf(number));

    /// <summary>Runs a scenario that is called, and registers it for an extension.</summary>
    public static async Task<SippCall> CalledSippAsync(
        this HubProcess hub, string scenario, string number, params IEnumerable<(string Name, string Value)> values)
    {
        var called = await SippCall.Start(hub.Sip, scenario, values).ListeningAsync();
        await hub.RegisterSippAsync(number, called);
        return called;
    }

    /// <summary>Registers a sipp that waits for calls, in place of all that the extension had.</summary>
    public static async Task RegisterSippAsync(this HubProcess hub, string number, SippCall called)
    {
        await hub.RegisterContactAsync(number, "*", expires: "0");
        await hub.RegisterContactAsync(number, $"<sip:{number}@127.0.0.1:{called.Port}>");
    }

    /// <summary>Registers a contact for an extension.</summary>
    public static async Task RegisterContactAsync(this HubProcess hub, string number, string contact, string expires = "600")
    {
        await using var register = hub.Sipp("register", number, ("contact", contact), ("expires", expires), ("status", "200"));
        await register.SucceedAsync();
    }
}
