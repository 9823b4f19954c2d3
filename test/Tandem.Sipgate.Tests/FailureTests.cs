using System.Net;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Sms;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>What refusals, lost connections and silence become, and what is sent again.</summary>
public sealed class FailureTests
{
    private static readonly Dictionary<string, Func<SipgateClient, Task>> Acts = new()
    {
        ["users"] = c => c.Users.GetAllAsync(),
        ["sms"] = c => c.Sms.SendAsync(new ShortMessage { SmsId = "s0", To = "+4915739777777", Message = "a" }),
        ["fax"] = c => c.Fax.GetStatusAsync("1"),
        ["call"] = c => c.Calls.InitiateAsync(new NewCall { From = "e0", To = "+4915739777777" }),
        ["settings"] = c => c.WebhookSettings.GetAsync(),
        ["contacts"] = c => c.Contacts.ImportCsvAsync("firstname,lastname,number\na,b,c"),
        ["history"] = c => c.History.GetAsync("1"),
        ["numbers"] = c => c.Numbers.GetAsync(),
        ["rtcm"] = c => c.Rtcm.HangUpAsync("1"),
        ["devices"] = c => c.Devices.GetAsync("w0"),
    };

    [Theory]
    [InlineData("users", 401, "Unauthorized")]
    [InlineData("users", 403, "Forbidden")]
    [InlineData("users", 404, "Request failed with status code 404")]
    [InlineData("sms", 401, "Unauthorized")]
    [InlineData("sms", 403, "Invalid SMS extension")]
    [InlineData("sms", 500, "Request failed with status code 500")]
    [InlineData("fax", 404, "Fax was not found")]
    [InlineData("call", 400, "Invalid Call object")]
    [InlineData("call", 402, "Insufficient funds")]
    [InlineData("call", 403, "Cannot access extension - not found or forbidden")]
    [InlineData("settings", 403, "sipgateIO is not booked for your account (or insufficient scopes)")]
    [InlineData("contacts", 403, "Forbidden")]
    [InlineData("contacts", 500, "Invalid CSV string")]
    [InlineData("history", 400, "Invalid filter or pagination input")]
    [InlineData("history", 404, "The requested history event could not be found")]
    [InlineData("numbers", 400, "Invalid pagination input")]
    [InlineData("rtcm", 404, "The requested Call could not be found")]
    [InlineData("devices", 403, "Request failed with status code 403")]
    [InlineData("users", 418, "Request failed with status code 418")]
    public async Task RefusalKeepsStatusAndBody(string act, int status, string message)
    {
        const string Body = """{"errors":[{"status":1,"title":"t","detail":"d","source":{"pointer":"/a"}}]}""";
        await using var server = await StubServer.StartAsync(new StubReply(status, Body));
        using var client = server.CreateClient();
        var exception = await Assert.ThrowsAnyAsync<SipgateApiException>(() => Acts[act](client));
        Assert.Equal(message, exception.Message);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(Body, exception.Body);
        Assert.Equal(new SipgateError("t", "d", "/a"), Assert.Single(exception.Errors));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(401, typeof(SipgateUnauthorizedException))]
    [InlineData(402, typeof(SipgateInsufficientFundsException))]
    [InlineData(403, typeof(SipgateForbiddenException))]
    [InlineData(404, typeof(SipgateNotFoundException))]
    [InlineData(429, typeof(SipgateRateLimitException))]
    [InlineData(409, typeof(SipgateApiException))]
    public async Task StatusHasItsClass(int status, Type type)
    {
        await using var server = await StubServer.StartAsync(new StubReply(status));
        using var client = server.CreateClient();
        await Assert.ThrowsAsync(type, () => Acts["call"](client));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task ReadingIsRepeated(int status)
    {
        await using var server = await StubServer.StartAsync(new StubReply(status), new StubReply(status), new StubReply(200, """{"items":[]}"""));
        using var client = server.CreateClient();
        Assert.Empty(await client.Users.GetAllAsync());
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("call")]
    [InlineData("contacts")]
    public async Task SendingIsNotRepeatedOnceItMayHaveArrived(string act)
    {
        await using var server = await StubServer.StartAsync(new StubReply(0) { Aborts = true }, new StubReply(503));
        using var client = server.CreateClient();
        var lost = await Assert.ThrowsAsync<SipgateConnectException>(() => Acts[act](client));
        Assert.True(lost.WasSent);
        await Assert.ThrowsAnyAsync<SipgateApiException>(() => Acts[act](client));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task DeletionWhoseAnswerWasLostIsDone()
    {
        await using var server = await StubServer.StartAsync(new StubReply(0) { Aborts = true }, new StubReply(404));
        using var client = server.CreateClient();
        await client.Contacts.DeleteAsync("1");
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task LongerWaitThanAllowedIsNotWaitedFor()
    {
        await using var server = await StubServer.StartAsync(new StubReply(429) { RetryAfter = "3600" });
        using var client = server.CreateClient();
        var exception = await Assert.ThrowsAsync<SipgateRateLimitException>(() => client.Users.GetAllAsync());
        Assert.Equal(TimeSpan.FromHours(1), exception.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task NobodyThereIsToldAsNotSent()
    {
        await using var server = await StubServer.StartAsync();
        var options = server.Options;
        await server.DisposeAsync();
        using var client = new SipgateClient(options);
        Assert.False((await Assert.ThrowsAsync<SipgateConnectException>(() => Acts["sms"](client))).WasSent);
    }

    [Fact]
    public async Task AnswerThatIsNoJsonIsTold()
    {
        await using var server = await StubServer.StartAsync(new StubReply(200, "<html>"));
        using var client = server.CreateClient();
        await Assert.ThrowsAsync<SipgateResponseException>(() => client.Users.GetAllAsync());
    }

    [Fact]
    public async Task CallerMayGiveUp()
    {
        await using var server = await StubServer.StartAsync();
        using var client = server.CreateClient();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Users.GetAllAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task RefusedBearerTokenIsRenewedOnce()
    {
        await using var server = await StubServer.StartAsync(new StubReply(401), new StubReply(200, """{"sessionId":"1"}"""), new StubReply(401), new StubReply(401));
        var refused = new List<string>();
        using var client = new SipgateClient(server.Options with
        {
            Credentials = SipgateCredentials.Bearer("a.e30", (token, _) =>
            {
                refused.Add(token);
                return ValueTask.FromResult("b.e30");
            }),
        });
        await Acts["call"](client);
        Assert.Equal(["Bearer a.e30", "Bearer b.e30"], server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Equal(["a.e30"], refused);
        await Assert.ThrowsAsync<SipgateUnauthorizedException>(() => Acts["call"](client));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(204, 204)]
    [InlineData(403, 204)]
    public async Task SenderNumberIsRestored(int sent, int restored)
    {
        const string Numbers = """{"items":[{"id":1,"phonenumber":"+4915111111111","verified":true,"defaultNumber":true},{"id":2,"phonenumber":"+4915222222222","verified":true,"defaultNumber":false}]}""";
        await using var server = await StubServer.StartAsync(
            new(200, """{"sub":"w0"}"""), new(200, """{"items":[{"id":"s3"}]}"""), new(200, Numbers), new(204), new(sent), new(restored));
        using var client = server.CreateClient();
        var failure = await Record.ExceptionAsync(() => client.Sms.SendAsync(new ShortMessage { From = "+4915222222222", To = "+4915739777777", Message = "a" }));
        Assert.Equal(sent == 403 ? "Invalid SMS extension" : null, failure?.Message);
        Assert.Equal(
            [
                "GET /v2/authorization/userinfo", "GET /v2/w0/sms", "GET /v2/w0/sms/s3/callerids",
                "PUT /v2/w0/sms/s3/callerids/2", "POST /v2/sessions/sms", "PUT /v2/w0/sms/s3/callerids/1",
            ],
            server.Lines);
        Assert.Equal("""{"defaultNumber":"true"}""", server.Requests[3].Json);
    }

    [Theory]
    [InlineData(204, true, "The message was sent, and +4915111111111 could not be made the sender again: Invalid SMS extension")]
    [InlineData(402, false, "The message was not sent, and +4915111111111 could not be made the sender again: Invalid SMS extension")]
    public async Task SenderNumberThatCannotBeRestoredIsToldWithWhatBecameOfTheMessage(int sent, bool wasSent, string message)
    {
        const string Numbers = """{"items":[{"id":1,"phonenumber":"+4915111111111","verified":true,"defaultNumber":true},{"id":2,"phonenumber":"+4915222222222","verified":true,"defaultNumber":false}]}""";
        await using var server = await StubServer.StartAsync(
            new(200, """{"sub":"w0"}"""), new(200, """{"items":[{"id":"s3"}]}"""), new(200, Numbers), new(204), new(sent), new(403));
        using var client = server.CreateClient();
        var failure = await Assert.ThrowsAsync<SipgateRestoreException>(() => client.Sms.SendAsync(new ShortMessage { From = "+4915222222222", To = "+4915739777777", Message = "a" }));
        Assert.Equal((wasSent, message), (failure.WasSent, failure.Message));
    }

    [Fact]
    public async Task UpdatedContactKeepsWhatThisLibraryDoesNotKnow()
    {
        await using var server = await StubServer.StartAsync(new StubReply(200, """{"items":[{"id":"7","name":"A","scope":"PRIVATE","nickname":"Al","flags":{"vip":true}}],"totalCount":1}"""));
        using var client = server.CreateClient();
        var contact = Assert.Single((await client.Contacts.GetPageAsync()).Items);
        await client.Contacts.UpdateAsync(contact with { Name = "B" });
        Assert.Equal(
            """{"id":"7","name":"B","picture":null,"emails":[],"numbers":[],"addresses":[],"organization":[],"scope":"PRIVATE","nickname":"Al","flags":{"vip":true}}""", server.Requests[1].Json);
    }

    [Fact]
    public async Task DeletingSharedContactsTellsEachFailure()
    {
        await using var server = await StubServer.StartAsync(
            new(200, """{"items":[{"id":"1","scope":"SHARED"},{"id":"2","scope":"SHARED"},{"id":"3","scope":"SHARED"}],"totalCount":3}"""), new(403), new(204), new(404));
        using var client = server.CreateClient();
        var exception = await Assert.ThrowsAsync<SipgateBatchException>(() => client.Contacts.DeleteAllSharedAsync());
        Assert.Equal(1, exception.Succeeded);
        Assert.Equal(["1", "3"], exception.Failures.Select(failure => failure.Item));
    }
}
