using System.Reflection;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>An answer may lack any field but the id: what is said never to be null never is.</summary>
public sealed class MinimalAnswerTests
{
    private static readonly Dictionary<string, (string Reply, Func<SipgateClient, Task<object>> Ask)> Answers = new()
    {
        ["contact"] = ("""{"items":[{"id":"1"}],"totalCount":1}""", async c => (await c.Contacts.GetPageAsync()).Items[0]),
        ["contact's number"] = ("""{"items":[{"id":"1","numbers":[{"number":"+49"}]}],"totalCount":1}""", async c => (await c.Contacts.GetPageAsync()).Items[0].Numbers[0]),
        ["contact's email"] = ("""{"items":[{"id":"1","emails":[{"email":"a@b"}]}],"totalCount":1}""", async c => (await c.Contacts.GetPageAsync()).Items[0].Emails[0]),
        ["device"] = ("""{"items":[{"id":"e0"}]}""", async c => (await c.Devices.GetAsync("w0"))[0]),
        ["device's line"] = ("""{"items":[{"id":"e0","activePhonelines":[{"id":"p0"}]}]}""", async c => (await c.Devices.GetAsync("w0"))[0].ActivePhonelines[0]),
        ["fax line"] = ("""{"items":[{"id":"f0"}]}""", async c => (await c.Fax.GetLinesAsync("w0"))[0]),
        ["number"] = ("""{"items":[{"id":"1"}]}""", async c => (await c.Numbers.GetAsync())[0]),
        ["voicemail"] = ("""{"items":[{"id":"v0"}]}""", async c => (await c.Voicemails.GetAsync())[0]),
        ["user"] = ("""{"items":[{"id":"w0"}]}""", async c => (await c.Users.GetAllAsync())[0]),
        ["history"] = ("""{"id":"9"}""", async c => await c.History.GetAsync("9")),
        ["call"] = ("""{"data":[{"callId":"1"}]}""", async c => (await c.Rtcm.GetCallsAsync())[0]),
        ["call's participant"] = ("""{"data":[{"callId":"1","participants":[{"participantId":"1"}]}]}""", async c => (await c.Rtcm.GetCallsAsync())[0].Participants[0]),
        ["webhook settings"] = ("{}", async c => await c.WebhookSettings.GetAsync()),
        ["webhook log"] = ("""{"items":[{}]}""", async c => (await c.WebhookSettings.GetLogAsync())[0]),
        ["sms extension"] = ("""{"items":[{"id":"s0"}]}""", async c => (await c.Sms.GetExtensionsAsync("w0"))[0]),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task NothingThatIsNeverNullIsNull(string name)
    {
        await using var server = await StubServer.StartAsync(new StubReply(200, Answers[name].Reply));
        using var client = server.CreateClient();
        var answer = await Answers[name].Ask(client);
        var properties = answer.GetType().GetProperties().Where(property => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull).ToArray();
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.True(property.GetValue(answer) is not null, $"{property.Name} of a {name} is null."));
    }
}
