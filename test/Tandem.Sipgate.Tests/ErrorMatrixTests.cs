using System.Net;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>Every function with every refusal: the class of the status, its number, and nothing sent after it.</summary>
public sealed class ErrorMatrixTests
{
    private static readonly Dictionary<int, Type> Classes = new()
    {
        [400] = typeof(SipgateApiException),
        [401] = typeof(SipgateUnauthorizedException),
        [402] = typeof(SipgateInsufficientFundsException),
        [403] = typeof(SipgateForbiddenException),
        [404] = typeof(SipgateNotFoundException),
        [409] = typeof(SipgateApiException),
        [429] = typeof(SipgateRateLimitException),
        [500] = typeof(SipgateApiException),
        [503] = typeof(SipgateApiException),
    };

    public static TheoryData<string> Functions => [.. RequestTests.Rows.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryRefusalHasItsClass(string function)
    {
        foreach (var (status, type) in Classes)
        {
            await using var server = await StubServer.StartAsync(new StubReply(status, """{"message":"no"}"""));
            using var client = new SipgateClient(server.Options with { Retry = new SipgateRetryOptions { MaxAttempts = 1 } });
            var failure = await Record.ExceptionAsync(() => RequestTests.Rows[function].Act(client));
            Assert.True(failure is SipgateApiException && failure.GetType() == type, $"{function} with {status}: {failure}");
            Assert.Equal((HttpStatusCode)status, ((SipgateApiException)failure).StatusCode);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryLostConnectionAndEveryBrokenAnswerIsToldAsOne(string function)
    {
        await using var server = await StubServer.StartAsync(new StubReply(0) { Aborts = true });
        using var client = new SipgateClient(server.Options with { Retry = new SipgateRetryOptions { MaxAttempts = 1 } });
        Assert.IsType<SipgateConnectException>(await Record.ExceptionAsync(() => RequestTests.Rows[function].Act(client)));

        if (RequestTests.Rows[function].Replies[0].StartsWith('{'))
        {
            server.Reply(new StubReply(200, "{\"items\":"));
            Assert.IsType<SipgateResponseException>(await Record.ExceptionAsync(() => RequestTests.Rows[function].Act(client)));
        }
    }
}
