using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Tests.Transactions;

public sealed class AdmissionTests
{
    [Fact]
    public void What_is_refused_gets_503_with_retry_after_and_leaves_nothing_behind()
    {
        using var stack = new StackUnderTest();
        stack.Stack.Admission = (_, _, _) => Admission.Refused(7);
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Peer(StackUnderTest.Request("ACK", toTag: "any"));

        var answer = Assert.Single(stack.Sent).Message;
        Assert.Equal((503, "7"), (answer.StatusCode, answer.Get("Retry-After")));
        Assert.Empty(stack.Requests);
        Assert.Equal((0, 0), (stack.Stack.ActiveTransactions, stack.Time.Loop.ActiveTimers));
        Assert.Equal(1, stack.Stack.Counters.Refused);
    }

    [Fact]
    public void What_is_ignored_gets_no_answer()
    {
        using var stack = new StackUnderTest();
        stack.Stack.Admission = (_, _, _) => Admission.Ignored;
        stack.Peer(StackUnderTest.Request("REGISTER"));

        Assert.Empty(stack.Sent);
        Assert.Equal(1, stack.Stack.Counters.Ignored);
    }

    [Fact]
    public void Retransmissions_and_what_belongs_to_a_dialog_or_a_call_are_not_asked_about()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Respond(180);
        stack.Stack.Admission = (_, _, _) => Admission.Ignored;
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Peer(StackUnderTest.Request("BYE", branch: "z9hG4bKbye", toTag: "us"));
        stack.Peer(StackUnderTest.Request("CANCEL"));

        Assert.Equal([180, 180, 200], stack.StatusesSent);
        Assert.Equal(2, stack.Requests.Count);
        Assert.Equal(0, stack.Stack.Counters.Ignored);
    }

    [Fact]
    public void A_request_knows_how_long_it_waited_for_the_loop()
    {
        using var stack = new StackUnderTest();
        var waits = new List<TimeSpan>();
        stack.Stack.Admission = (_, _, waited) =>
        {
            waits.Add(waited);
            return Admission.Granted;
        };
        stack.Time.Loop.Post(() => stack.Time.Loop.Post(() => stack.Time.Clock.Advance(TimeSpan.FromMilliseconds(300))));
        stack.Peer(StackUnderTest.Request("INVITE"));

        Assert.Equal(TimeSpan.FromMilliseconds(300), Assert.Single(waits));
    }

    [Fact]
    public void Too_many_transactions_refuse_what_is_new_until_some_are_over()
    {
        using var stack = new StackUnderTest(new SipStackOptions { MaxServerTransactions = 2 });
        for (var i = 0; i < 3; i++)
        {
            stack.Peer(StackUnderTest.Request("OPTIONS", branch: $"z9hG4bK{i}"));
        }
        Assert.Equal([503], stack.StatusesSent);
        stack.Peer(StackUnderTest.Request("BYE", branch: "z9hG4bKbye", toTag: "us"));
        Assert.Equal(3, stack.Requests.Count);
        foreach (var request in stack.Requests)
        {
            request.Respond(200);
        }
        stack.Advance(33);
        stack.Peer(StackUnderTest.Request("OPTIONS", branch: "z9hG4bKlater"));

        Assert.Equal(4, stack.Requests.Count);
    }

    [Theory]
    [InlineData("INVITE", 407)]
    [InlineData("REGISTER", 401)]
    public void A_request_answered_once_is_forgotten_and_its_retransmission_is_new(string method, int status)
    {
        using var stack = new StackUnderTest();
        stack.Stack.RequestReceived = transaction =>
        {
            Assert.True(transaction.RespondOnce(transaction.Request.CreateResponse(status, null, "us")));
            Assert.False(transaction.Respond(500));
        };
        stack.Peer(StackUnderTest.Request(method));
        stack.Advance(40);
        Assert.Equal([status], stack.StatusesSent);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
        stack.Peer(StackUnderTest.Request(method));

        Assert.Equal([status, status], stack.StatusesSent);
    }

    [Fact]
    public void A_call_that_rang_is_refused_until_its_ACK_comes()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Respond(180);
        stack.Requests[0].RespondOnce(stack.Requests[0].Request.CreateResponse(407, null, "us"));
        stack.Advance(0.6);

        Assert.Equal([180, 407, 407], stack.StatusesSent);
    }
}
