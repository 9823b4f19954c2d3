using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

public sealed class RegistrationTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_registers_and_its_number_rings_until_it_has_unregistered()
    {
        await using var called = await _hub.CalledSippAsync("refuses", "102", ("status", "486"), ("reason", "Busy Here"));
        await RefusedAsync("102", "486");
        await _hub.RegisterContactAsync("102", $"<sip:102@127.0.0.1:{called.Port}>", expires: "0");
        await RefusedAsync("102", "480");
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_star_removes_all_contacts()
    {
        await _hub.RegisterContactAsync("103", "<sip:103@127.0.0.1:40001>");
        await _hub.RegisterContactAsync("103", "<sip:103@127.0.0.1:40002>");
        await _hub.RegisterContactAsync("103", "*", expires: "0");
        await RefusedAsync("103", "480");
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_refresh_gets_the_time_asked_for_and_adds_no_contact()
    {
        await using var refresh = _hub.Sipp("refresh", "104", ("contact", "<sip:104@127.0.0.1:40003>"), ("expires", "1200"));
        var outcome = await refresh.SucceedAsync();
        var granted = outcome.Received.Where(message => message.StartsWith("SIP/2.0 200", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, granted.Count);
        Assert.All(granted, message => Assert.Equal(["Contact: <sip:104@127.0.0.1:40003>;expires=1200"], Lines(message, "Contact:")));
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_wrong_password_and_an_unknown_user_are_refused_alike()
    {
        foreach (var user in new[] { "101", "nobody" })
        {
            (string, string)[] values = [("user", user), ("contact", $"<sip:{user}@127.0.0.1:40004>"), ("expires", "600"), ("status", "403")];
            await using var register = SippCall.Start(_hub.Sip, "register", values, "-au", user, "-ap", "not the password");
            await register.SucceedAsync();
        }
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_validity_too_short_is_refused_and_the_shortest_is_told()
    {
        await using var register = _hub.Sipp("register", "105", ("contact", "<sip:105@127.0.0.1:40005>"), ("expires", "5"), ("status", "423"));
        var outcome = await register.SucceedAsync();
        Assert.Equal(["Min-Expires: 60"], Lines(outcome.Received[^1], "Min-Expires:"));
    }

    private static IEnumerable<string> Lines(string message, string header) =>
        message.Split('\n').Where(line => line.StartsWith(header, StringComparison.Ordinal));

    private async Task RefusedAsync(string number, string status)
    {
        await using var call = _hub.Sipp("refused", "101", ("number", number), ("status", status));
        await call.SucceedAsync();
    }
}
