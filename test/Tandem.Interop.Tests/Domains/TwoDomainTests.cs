using System.Text.Json;
using Tandem.Interop.Tests.Processes;
using Tandem.Phone;

namespace Tandem.Interop.Tests.Domains;

/// <summary>A hub with two domains that have the same numbers, from the phones to the history.</summary>
public sealed class TwoDomainTests
{
    private const string Host = "pbx.acme.test";
    private const string Token = "a-token-of-acme-alone";

    [Fact]
    public async Task Each_domain_calls_its_own_numbers_and_sees_its_own_calls()
    {
        await using var hub = await HubProcess.StartAsync(null, [
            ("Switch:Domains:0:Name", "acme"), ("Switch:Domains:0:Realm", "acme.example"), ("Switch:Domains:0:Hosts", Host), ("Switch:Domains:0:ApiToken", Token),
            ("Switch:Domains:0:Extensions:0:Number", "101"), ("Switch:Domains:0:Extensions:0:Secret", HubProcess.SecretOf("101")),
            ("Switch:Domains:0:Extensions:1:Number", "102"), ("Switch:Domains:0:Extensions:1:Secret", HubProcess.SecretOf("102")),
        ]);
        await using (var add = hub.Command(["extension", "add", "103", "--secret", HubProcess.SecretOf("103"), "--domain", "acme"]))
        {
            Assert.Equal(0, await add.WaitForExitAsync());
        }
        await using var ours = await hub.RegisteredPhoneAsync("102");
        await using var caller = await PhoneAsync(hub, "101");
        await using var called = await PhoneAsync(hub, "102");
        await using var third = await PhoneAsync(hub, "103");
        var isOursCalled = ours.WaitForCallAsync();
        await using var acme = hub.Command(["cti", "watch", "--domain", "acme", "--token", Token, "--json"]);
        await using var general = hub.Command(["cti", "watch", "--domain", "default", "--json"]);
        var echo = await ours.CallAsync("600");
        await general.WaitForLineAsync("\"600\"");
        await echo.HangupAsync();
        await hub.History.UntilAsync(rows => rows is [{ EndedAt: not null }]);

        var call = await caller.CallAsync("102");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        await acme.WaitForLineAsync("\"101\".*\"102\"");
        Assert.DoesNotContain("\"600\"", acme.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"101\"", general.Output, StringComparison.Ordinal);
        Assert.Equal(1, Count(await hub.GetAsync("/api/conversations?domain=acme")));
        Assert.Equal(0, Count(await hub.GetAsync("/api/conversations?domain=default")));
        await call.HangupAsync();

        // The line test is there for every domain; a number that only the other one has is not.
        Assert.Equal(200, await (await caller.CallAsync("600")).WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        Assert.Equal(404, await (await caller.CallAsync("105")).WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        Assert.Equal(403, await (await ours.CallAsync($"sip:101@{Host}")).WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));

        // Whoever has the domain's own token sees that domain, and adds to it.
        await using (var list = hub.Command(["extension", "list", "--token", Token]))
        {
            Assert.Equal(0, await list.WaitForExitAsync());
            Assert.Contains("103", list.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("default", list.Output, StringComparison.Ordinal);
        }
        await using (var ambiguous = hub.Command(["call", "102", "103"]))
        {
            Assert.NotEqual(0, await ambiguous.WaitForExitAsync());
        }
        await using (var dial = hub.Command(["call", "102", "103", "--domain", "acme"]))
        {
            Assert.Equal(0, await dial.WaitForExitAsync());
        }
        await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.Equal("102", (await third.WaitForCallAsync().WaitAsync(ChildProcess.Patience)).Invite.From!.Uri.User);
        Assert.False(isOursCalled.IsCompleted);

        await hub.History.UntilAsync(rows => rows.Any(row => row is { Calling: "101", Called: "102", EndedAt: not null }) && rows.Any(row => row is { Calling: "102", Called: $"sip:101@{Host}", EndedAt: not null }));
        Assert.Contains("102", CalledOf(await hub.GetAsync("/api/history?domain=acme")));
        Assert.Equal([$"sip:101@{Host}", "600"], CalledOf(await hub.GetAsync("/api/history?domain=default")));
    }

    private static IEnumerable<string?> CalledOf(JsonElement history) =>
        history.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("called").GetProperty("number").GetString());

    private static int Count(JsonElement list) => list.GetProperty("items").EnumerateArray().Count(item => !item.TryGetProperty("endedAt", out _));

    private static async Task<SipPhone> PhoneAsync(HubProcess hub, string number)
    {
        var phone = new SipPhone(new PhoneOptions { User = number, Password = HubProcess.SecretOf(number), Server = hub.Sip, Domain = Host, AutoAnswer = true });
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(ChildProcess.Patience));
        return phone;
    }
}
