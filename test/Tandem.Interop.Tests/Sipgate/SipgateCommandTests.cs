using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tandem.Interop.Tests.Processes;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Interop.Tests.Sipgate;

/// <summary><c>tandem sipgate</c> as people run it, against a sipgate on loopback.</summary>
public sealed class SipgateCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-sipgate-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_call_is_made_and_told()
    {
        await using var sipgate = await StubServer.StartAsync(new StubReply(200, """{"sessionId":"S1"}"""), new StubReply(200, """{"sessionId":"S2"}"""));
        Assert.Equal("e0 rings. Call S1\n", await RunAsync(sipgate, "call", "e0", "+4921165432"));
        Assert.Equal("S2", (string?)JsonNode.Parse(await RunAsync(sipgate, "call", "e0", "+4921165432", "--json"))!["sessionId"]);
        Assert.Equal("POST /v2/sessions/calls", sipgate.Lines.First());
        Assert.StartsWith("Basic ", sipgate.Requests[0].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_are_up_are_a_table_or_json()
    {
        const string Calls = """{"data":[{"callId":"77","muted":true,"recording":false,"hold":false,"participants":[{"participantId":"1","phoneNumber":"+49211"}]}]}""";
        await using var sipgate = await StubServer.StartAsync(new StubReply(200, Calls), new StubReply(200, Calls), new StubReply(200, """{"data":[]}"""));
        var table = await RunAsync(sipgate, "calls");
        Assert.Contains("77", table, StringComparison.Ordinal);
        Assert.Contains("+49211", table, StringComparison.Ordinal);
        Assert.Equal("+49211", (string?)JsonNode.Parse(await RunAsync(sipgate, "calls", "--json"))!["items"]![0]!["participants"]![0]);
        Assert.DoesNotContain("+49211", await RunAsync(sipgate, "calls"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_goes_out_and_a_fax_is_waited_for()
    {
        await using var sipgate = await StubServer.StartAsync();
        sipgate.Reply(new StubReply(200, """{"sub":"w0"}"""), new StubReply(200, """{"items":[{"id":"s0"}]}"""));
        await RunAsync(sipgate, "sms", "+4915739777777", "Grüße");
        Assert.Equal("""POST /v2/sessions/sms {"smsId":"s0","message":"Grüße","recipient":"+4915739777777"}""", $"{sipgate.Requests[^1].Line} {sipgate.Requests[^1].Json}");

        var pdf = Path.Combine(_directory, "letter.pdf");
        await File.WriteAllTextAsync(pdf, "%PDF-1.4\n%%EOF");
        sipgate.Reply(
            new StubReply(200, """{"sub":"w0"}"""),
            new StubReply(200, """{"items":[{"id":"f0","alias":"a","tagline":"t","canSend":true,"canReceive":false}]}"""),
            new StubReply(200, """{"sessionId":"F1"}"""),
            new StubReply(200, """{"type":"FAX","faxStatusType":"SENT"}"""));
        await RunAsync(sipgate, "fax", "+4921165432", pdf);
        Assert.Equal("GET /v2/history/F1", sipgate.Lines.Last());
    }

    [Fact]
    public async Task Contacts_go_from_a_file_to_sipgate_and_back()
    {
        var csv = Path.Combine(_directory, "contacts.csv");
        await File.WriteAllTextAsync(csv, "firstname,lastname,number\nAda,Lovelace,+4912345\n");
        await using var sipgate = await StubServer.StartAsync(
            new StubReply(204),
            new StubReply(200, """{"items":[{"id":"1","name":"Ada Lovelace","scope":"PRIVATE","numbers":[{"number":"+4912345","type":["home"]}]}],"totalCount":1}"""));
        Assert.Equal("Imported 1 contacts\n", await RunAsync(sipgate, "contacts", "import", csv));
        var file = Path.Combine(_directory, "out.vcf");
        await RunAsync(sipgate, "contacts", "export", file);
        Assert.Contains("FN:Ada Lovelace", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_imports_nothing_and_tells_where()
    {
        var csv = Path.Combine(_directory, "broken.csv");
        await File.WriteAllTextAsync(csv, "firstname,lastname,number\nAda,Lovelace\n");
        await using var sipgate = await StubServer.StartAsync();
        var (code, _, errors) = await TryAsync(sipgate, [], "contacts", "import", csv);
        Assert.NotEqual(0, code);
        Assert.Contains("2", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(sipgate.Requests);
    }

    [Fact]
    public async Task The_history_is_a_table_or_json()
    {
        const string Page = """{"items":[{"id":"9","type":"CALL","created":"2026-01-02T03:04:05Z","source":"+49211","target":"+49212","incoming":true,"status":"PICKUP"}],"totalCount":1}""";
        await using var sipgate = await StubServer.StartAsync(new StubReply(200, Page), new StubReply(200, Page));
        Assert.Contains("+49211", await RunAsync(sipgate, "history"), StringComparison.Ordinal);
        Assert.Equal("9", (string?)JsonNode.Parse(await RunAsync(sipgate, "history", "--json"))!["items"]![0]!["id"]);
    }

    [Fact]
    public async Task What_sipgate_refuses_is_one_line_without_secrets()
    {
        await using var sipgate = await StubServer.StartAsync(new StubReply(403), new StubReply(401));
        var (code, output, errors) = await TryAsync(sipgate, [], "call", "e0", "+4921165432");
        Assert.Equal((1, ""), (code, output));
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain(StubServer.Token, errors, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_token_is_kept_for_its_user_alone_and_used_from_then_on()
    {
        await using var sipgate = await StubServer.StartAsync(new StubReply(200, """{"sub":"w7"}"""), new StubReply(200, """{"data":[]}"""), new StubReply(200, """{"data":[]}"""));
        Dictionary<string, string> noToken = new() { ["TANDEM_SIPGATE_TOKEN"] = "", ["TANDEM_SIPGATE_TOKEN_ID"] = "" };
        var none = await TryAsync(sipgate, noToken, "calls");
        Assert.NotEqual(0, none.Code);
        Assert.Contains("tandem sipgate login", none.Errors, StringComparison.Ordinal);

        var (code, output, errors) = await TypeAsync(sipgate, noToken, $"{StubServer.TokenId}\n{StubServer.Token}\n", "login");
        Assert.True(code == 0, errors);
        Assert.StartsWith("Logged in as w7.", output, StringComparison.Ordinal);
        var file = Path.Combine(_directory, "tandem", "sipgate.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(0, (await TryAsync(sipgate, noToken, "calls")).Code);
        Assert.Equal(sipgate.Requests[0].Headers["Authorization"], sipgate.Requests[^1].Headers["Authorization"]);

        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        var open = await TryAsync(sipgate, noToken, "calls");
        Assert.NotEqual(0, open.Code);
        Assert.Contains("chmod 600", open.Errors, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(StubServer sipgate, params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(sipgate, [], arguments);
        Assert.True(code == 0, errors);
        return output;
    }

    private Task<(int Code, string Output, string Errors)> TryAsync(StubServer sipgate, Dictionary<string, string> environment, params string[] arguments) =>
        TypeAsync(sipgate, environment, "", arguments);

    private async Task<(int Code, string Output, string Errors)> TypeAsync(StubServer sipgate, Dictionary<string, string> environment, string input, params string[] arguments)
    {
        Dictionary<string, string> all = new(environment)
        {
            ["XDG_CONFIG_HOME"] = _directory,
            ["TANDEM_SIPGATE_URL"] = sipgate.Address.ToString(),
        };
        all.TryAdd("TANDEM_SIPGATE_TOKEN_ID", StubServer.TokenId);
        all.TryAdd("TANDEM_SIPGATE_TOKEN", StubServer.Token);
        await using var program = TandemProgram.Start(["sipgate", .. arguments], _directory, all, input);
        var code = await program.WaitForExitAsync();
        return (code, program.Output, program.Errors);
    }
}
