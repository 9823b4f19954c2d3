using System.Text;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Contacts;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.History;
using Tandem.Sipgate.Sms;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>The exact request of each function.</summary>
public sealed class RequestTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n%%EOF"u8.ToArray();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task FunctionSendsItsRequest(string name)
    {
        var row = Rows[name];
        await using var server = await StubServer.StartAsync([.. row.Replies.Select(body => new StubReply(body.Length == 0 ? 204 : 200, body))]);
        using var client = server.CreateClient();
        await row.Act(client);
        Assert.Equal(row.Expected, server.Requests.Select(request => request.Body.Length == 0 ? request.Line : $"{request.Line} {request.Json}"));
    }

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Fact]
    public async Task EveryRequestSaysWhoAsks()
    {
        await using var server = await StubServer.StartAsync();
        using var client = server.CreateClient();
        await client.Rtcm.HoldAsync("a", true);
        var headers = server.Requests[0].Headers;
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{StubServer.TokenId}:{StubServer.Token}")), headers["Authorization"]);
        Assert.Equal("application/json", headers["Accept"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", headers["X-Sipgate-Version"]);
        Assert.Contains("\"type\":\"dotnet\"", headers["X-Sipgate-Client"], StringComparison.Ordinal);
    }

    internal sealed record Row(Func<SipgateClient, Task> Act, string[] Replies, string[] Expected);

    private static Row Of(Func<SipgateClient, Task> act, string reply, params string[] expected) => new(act, [reply], expected);

    private const string Settings = """{"incomingUrl":"https://in","outgoingUrl":"https://out","log":false,"whitelist":["p0"]}""";

    internal static readonly Dictionary<string, Row> Rows = new()
    {
        ["call"] = Of(
            async c => Assert.Equal("S1", await c.Calls.InitiateAsync(new NewCall { From = "e14", To = "+49 211 65432" })),
            """{"sessionId":"S1"}""",
            """POST /v2/sessions/calls {"callee":"+4921165432","caller":"e14"}"""),
        ["call with all"] = Of(
            c => c.Calls.InitiateAsync(new NewCall { From = "+4921123456", To = "+4921165432", CallerId = "+4917012345678", DeviceId = "p0" }),
            """{"sessionId":"S1"}""",
            """POST /v2/sessions/calls {"callee":"+4921165432","caller":"+4921123456","callerId":"+4917012345678","deviceId":"p0"}"""),
        ["sms"] = Of(
            c => c.Sms.SendAsync(new ShortMessage { SmsId = "s0", To = "+4915739777777", Message = "Grüße" }),
            "",
            """POST /v2/sessions/sms {"smsId":"s0","message":"Grüße","recipient":"+4915739777777"}"""),
        ["sms extensions"] = Of(c => c.Sms.GetExtensionsAsync("w1"), """{"items":[{"id":"s0"}]}""", "GET /v2/w1/sms"),
        ["fax"] = Of(
            async c => Assert.Equal("F1", await c.Fax.SendAsync(new NewFax { To = "+4921165432", Content = Pdf, FaxlineId = "f0", Filename = "a" })),
            """{"sessionId":"F1"}""",
            $$"""POST /v2/sessions/fax {"base64Content":"{{Convert.ToBase64String(Pdf)}}","faxlineId":"f0","filename":"a","recipient":"+4921165432"}"""),
        ["fax status"] = Of(
            async c => Assert.Equal(FaxStatus.Sent, await c.Fax.GetStatusAsync("F 1/2")), """{"type":"FAX","faxStatusType":"SENT"}""", "GET /v2/history/F%201%2F2"),
        ["fax lines"] = new(
            async c => Assert.True((await c.Fax.GetLinesAsync())[0].CanSend),
            ["""{"sub":"w0"}""", """{"items":[{"id":"f0","alias":"a","tagline":"t","canSend":true,"canReceive":false}]}"""],
            ["GET /v2/authorization/userinfo", "GET /v2/w0/faxlines"]),
        ["settings incoming"] = new(
            c => c.WebhookSettings.SetIncomingUrlAsync("http://new/x"),
            [Settings, ""],
            ["GET /v2/settings/sipgateio", """PUT /v2/settings/sipgateio {"incomingUrl":"http://new/x","outgoingUrl":"https://out","log":false,"whitelist":["p0"]}"""]),
        ["settings clear outgoing"] = new(
            c => c.WebhookSettings.ClearOutgoingUrlAsync(),
            [Settings, ""],
            ["GET /v2/settings/sipgateio", """PUT /v2/settings/sipgateio {"incomingUrl":"https://in","outgoingUrl":"","log":false,"whitelist":["p0"]}"""]),
        ["settings whitelist off"] = new(
            c => c.WebhookSettings.DisableWhitelistAsync(),
            [Settings, ""],
            ["GET /v2/settings/sipgateio", """PUT /v2/settings/sipgateio {"incomingUrl":"https://in","outgoingUrl":"https://out","log":false,"whitelist":null}"""]),
        ["settings whitelist"] = new(
            c => c.WebhookSettings.SetWhitelistAsync(["g1"]),
            [Settings, ""],
            ["GET /v2/settings/sipgateio", """PUT /v2/settings/sipgateio {"incomingUrl":"https://in","outgoingUrl":"https://out","log":false,"whitelist":["g1"]}"""]),
        ["settings log"] = new(
            c => c.WebhookSettings.SetLogAsync(true),
            [Settings, ""],
            ["GET /v2/settings/sipgateio", """PUT /v2/settings/sipgateio {"incomingUrl":"https://in","outgoingUrl":"https://out","log":true,"whitelist":["p0"]}"""]),
        ["webhook log"] = Of(
            async c => Assert.Equal("200", (await c.WebhookSettings.GetLogAsync())[0].Status),
            """{"items":[{"created":"2026-01-02T03:04:05Z","url":"u","status":200}]}""",
            "GET /v2/log/webhooks"),
        ["contact create"] = Of(
            c => c.Contacts.CreateAsync(new NewContact { Firstname = "Ada", Lastname = "Lovelace", Numbers = [new ContactNumber { Number = "+4912", Type = ["home"] }] }, ContactScope.Shared),
            "",
            """POST /v2/contacts {"name":"Ada Lovelace","family":"Lovelace","given":"Ada","organization":[],"picture":null,"scope":"SHARED","addresses":[],"emails":[],"numbers":[{"number":"+4912","type":["home"]}]}"""),
        ["contact update"] = Of(
            c => c.Contacts.UpdateAsync(new Contact { Id = "7", Name = "A", Scope = ContactScope.Private }),
            "",
            """PUT /v2/contacts/7 {"id":"7","name":"A","picture":null,"emails":[],"numbers":[],"addresses":[],"organization":[],"scope":"PRIVATE"}"""),
        ["contact delete"] = Of(c => c.Contacts.DeleteAsync("7"), "", "DELETE /v2/contacts/7"),
        ["contacts delete private"] = Of(c => c.Contacts.DeleteAllPrivateAsync(), "", "DELETE /v2/contacts"),
        ["contacts delete shared"] = new(
            async c => Assert.Equal(2, await c.Contacts.DeleteAllSharedAsync()),
            ["""{"items":[{"id":"1","scope":"SHARED"},{"id":"2","scope":"PRIVATE"},{"id":"3","scope":"SHARED"}],"totalCount":3}""", "", ""],
            ["GET /v2/contacts?limit=5000&offset=0", "DELETE /v2/contacts/1", "DELETE /v2/contacts/3"]),
        ["contacts import"] = Of(
            async c => Assert.Equal(1, await c.Contacts.ImportCsvAsync("number,lastname,firstname\n+4912,\"O\"\"Neil, Jr\",Łukasz\n")),
            "",
            $$"""POST /v2/contacts/import/csv {"base64Content":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes("firstname,lastname,number\nŁukasz,\"O\"\"Neil, Jr\",+4912"))}}"}"""),
        ["contacts by number"] = Of(
            c => c.Contacts.GetPageAsync(10, 5, ["+4912", "+4913"]), """{"items":[],"totalCount":0}""", "GET /v2/contacts?limit=10&offset=5&phonenumbers=%2B4912&phonenumbers=%2B4913"),
        ["history"] = Of(
            c => c.History.GetPageAsync(
                new HistoryFilter
                {
                    ConnectionIds = ["e0", "p1"],
                    Types = [HistoryEntryType.Call, HistoryEntryType.Fax],
                    Directions = [HistoryDirection.Incoming],
                    Archived = true,
                    Starred = false,
                    From = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)),
                    PhoneNumber = "+49",
                },
                20,
                40),
            """{"items":[],"totalCount":0}""",
            "GET /v2/history?archived=true&connectionIds=e0&connectionIds=p1&directions=INCOMING&from=2026-01-02T03%3A04%3A05.000Z&starred=UNSTARRED&types=CALL&types=FAX&phonenumber=%2B49&limit=20&offset=40"),
        ["history entry"] = Of(
            async c => Assert.Equal(new HistoryEntryType("HOLOGRAM"), (await c.History.GetAsync("9")).Type), """{"id":"9","type":"HOLOGRAM"}""", "GET /v2/history/9"),
        ["history delete"] = Of(c => c.History.DeleteAsync("9"), "", "DELETE /v2/history/9"),
        ["history delete some"] = Of(c => c.History.DeleteAsync(["1", "2"]), "", "DELETE /v2/history?id=1&id=2"),
        ["history update"] = new(
            c => c.History.UpdateAsync([new HistoryChange { Id = "1", Note = "hi", Read = true }, new HistoryChange { Id = "2", Starred = true }, new HistoryChange { Id = "3", Archived = false }]),
            ["", ""],
            ["""PUT /v2/history/1 {"read":true,"note":"hi"}""", """PUT /v2/history [{"id":"2","starred":true},{"id":"3","archived":false}]"""]),
        ["history export"] = Of(async c => Assert.Equal("a;b", await c.History.ExportCsvAsync(limit: 5)), "a;b", "GET /v2/history/export?limit=5"),
        ["numbers"] = Of(c => c.Numbers.GetAsync(5, 10), """{"items":[{"id":"1","number":"+49"}]}""", "GET /v2/numbers?offset=10&limit=5"),
        ["devices"] = Of(async c => Assert.True((await c.Devices.GetAsync("w0"))[0].Online), """{"items":[{"id":"e0","online":true}]}""", "GET /v2/w0/devices"),
        ["voicemails"] = Of(c => c.Voicemails.GetAsync(), """{"items":[{"id":"v0"}]}""", "GET /v2/voicemails"),
        ["users"] = Of(c => c.Users.GetAllAsync(), """{"items":[{"id":"w0","admin":true}]}""", "GET /v2/users"),
        ["raw"] = Of(c => c.SendAsync(HttpMethod.Patch, "/x/y?z=1", "{}"u8.ToArray()), "", "PATCH /v2/x/y?z=1 {}"),
        ["rtcm calls"] = Of(
            async c => Assert.Equal("+49", (await c.Rtcm.GetCallsAsync())[0].Participants[0].PhoneNumber),
            """{"data":[{"callId":"1","muted":true,"recording":false,"hold":false,"participants":[{"participantId":"p","phoneNumber":"+49","muted":false,"hold":false,"owner":true}]}]}""",
            "GET /v2/calls"),
        ["rtcm mute"] = Of(c => c.Rtcm.MuteAsync("1", true), "", """PUT /v2/calls/1/muted {"value":true}"""),
        ["rtcm record"] = Of(c => c.Rtcm.RecordAsync("1", true, announcement: false), "", """PUT /v2/calls/1/recording {"announcement":false,"value":true}"""),
        ["rtcm announce"] = Of(c => c.Rtcm.AnnounceAsync("1", new Uri("https://a/b.wav")), "", """POST /v2/calls/1/announcements {"url":"https://a/b.wav"}"""),
        ["rtcm transfer"] = Of(c => c.Rtcm.TransferAsync("1", "+4921165432", attended: true), "", """POST /v2/calls/1/transfer {"attended":true,"phoneNumber":"+4921165432"}"""),
        ["rtcm dtmf"] = Of(c => c.Rtcm.SendDtmfAsync("1", "1a#*"), "", """POST /v2/calls/1/dtmf {"sequence":"1A#*"}"""),
        ["rtcm hold"] = Of(c => c.Rtcm.HoldAsync("1", false), "", """PUT /v2/calls/1/hold {"value":false}"""),
        ["rtcm hang up"] = Of(c => c.Rtcm.HangUpAsync("1"), "", "DELETE /v2/calls/1"),
    };
}
