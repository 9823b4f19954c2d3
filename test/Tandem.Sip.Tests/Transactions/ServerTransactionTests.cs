using Tandem.Sip.Transactions;

namespace Tandem.Sip.Tests.Transactions;

public sealed class ServerTransactionTests
{
    [Fact]
    public void A_repeated_request_gets_the_same_response_and_is_told_once()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("OPTIONS"));
        stack.Respond(200);
        stack.Peer(StackUnderTest.Request("OPTIONS"));
        stack.Peer(StackUnderTest.Request("OPTIONS"));

        Assert.Single(stack.Requests);
        Assert.Equal([200, 200, 200], stack.StatusesSent);
        Assert.Single(stack.Sent.Select(sent => sent.Message.To!.Tag).Distinct());
        stack.Advance(33);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
    }

    [Fact]
    public void An_invite_that_is_not_answered_at_once_gets_100_after_200_ms()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Advance(1);
        stack.Peer(StackUnderTest.Request("INVITE"));

        Assert.Equal([(200, 100), (1000, 100)], stack.Sent.Select(sent => (sent.At, sent.Message.StatusCode)));
    }

    [Fact]
    public void A_refusal_is_repeated_until_its_ack()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Respond(486);
        stack.Advance(2);
        Assert.Equal([0, 500, 1500], stack.Sent.Select(sent => sent.At));
        stack.Peer(StackUnderTest.Request("ACK"));
        Assert.Equal(TransactionState.Confirmed, stack.Requests[0].State);
        stack.Advance(6);

        Assert.Equal(3, stack.Sent.Count);
        Assert.Empty(stack.Acks);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
    }

    [Fact]
    public void A_refusal_without_ack_ends_after_64_T1()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Respond(486);
        stack.Advance(40);

        Assert.Equal([0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500], stack.Sent.Select(sent => sent.At));
        Assert.Equal(0, stack.Stack.ActiveTransactions);
    }

    [Fact]
    public void The_repeats_of_an_accepted_invite_are_absorbed_and_its_ack_goes_up()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Respond(200);
        stack.Peer(StackUnderTest.Request("INVITE"));
        stack.Peer(StackUnderTest.Request("ACK", branch: "z9hG4bKother", toTag: stack.Sent[0].Message.To!.Tag));

        Assert.Single(stack.Requests);
        Assert.Equal([200], stack.StatusesSent);
        Assert.Single(stack.Acks);
    }

    [Fact]
    public void Only_one_final_response_is_sent()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("INVITE"));
        Assert.True(stack.Requests[0].Respond(180));
        Assert.True(stack.Requests[0].Respond(486));
        Assert.False(stack.Requests[0].Respond(200));
        stack.Advance(0);

        Assert.Equal([180, 486], stack.StatusesSent);
    }

    [Fact]
    public void A_cancel_is_answered_and_told_before_the_final_response_only()
    {
        using var stack = new StackUnderTest();
        var cancelled = 0;
        stack.Peer(StackUnderTest.Request("INVITE"));
        var invite = Assert.IsType<InviteServerTransaction>(stack.Requests[0]);
        invite.Cancelled = _ => cancelled++;
        stack.Respond(180);
        stack.Peer(StackUnderTest.Request("CANCEL"));
        stack.Peer(StackUnderTest.Request("CANCEL"));

        Assert.Equal(1, cancelled);
        Assert.Equal([180, 200, 200], stack.StatusesSent);
        Assert.Single(stack.Sent.Select(sent => sent.Message.To!.Tag).Distinct());
        stack.Respond(487);
        stack.Peer(StackUnderTest.Request("CANCEL"));
        Assert.Equal(1, cancelled);
    }

    [Fact]
    public void A_cancel_for_nothing_is_481()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("CANCEL"));

        Assert.Equal([481], stack.StatusesSent);
    }

    [Fact]
    public void A_request_of_the_same_branch_and_another_method_is_another_transaction()
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("OPTIONS"));
        stack.Peer(StackUnderTest.Request("MESSAGE"));

        Assert.Equal(2, stack.Requests.Count);
    }

    [Fact]
    public void A_peer_of_RFC_2543_has_no_branch_to_go_by()
    {
        using var stack = new StackUnderTest();
        var request = StackUnderTest.Request("INVITE", branch: "1");
        stack.Peer(request);
        stack.Peer(request);
        stack.Peer(StackUnderTest.Request("INVITE", branch: "1", sequence: 2));

        Assert.Equal(2, stack.Requests.Count);
    }

    [Theory]
    [InlineData("Content-Length: 0", "Content-Length: -3", 400)]
    [InlineData("CSeq: 1 OPTIONS", "CSeq: x OPTIONS", 400)]
    [InlineData(" SIP/2.0\nVia", " SIP/7.0\nVia", 505)]
    public void A_malformed_request_is_refused_and_leaves_nothing(string part, string replacement, int status)
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("OPTIONS").Replace(part, replacement, StringComparison.Ordinal));

        Assert.Equal([status], stack.StatusesSent);
        Assert.Empty(stack.Requests);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
        Assert.Equal(1, stack.Stack.Counters.Malformed);
    }

    [Fact]
    public void Keep_alives_and_stray_responses_get_no_answer()
    {
        using var stack = new StackUnderTest();
        stack.Peer("\r\n\r\n"u8.ToArray());
        stack.Peer(new byte[4]);
        stack.Peer("SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>;tag=2\nCall-ID: c\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n");

        Assert.Empty(stack.Sent);
        Assert.Equal((0L, 1L), (stack.Stack.Counters.Malformed, stack.Stack.Counters.Stray));
    }

    [Theory]
    [InlineData("192.0.2.9:5060;rport", "192.0.2.9", 5060)]
    [InlineData("10.0.0.7:5060;rport", "192.0.2.9", 5060)]
    [InlineData("phone.local:5060", "192.0.2.9", null)]
    public void Responses_say_where_the_request_came_from(string sentBy, string received, int? rport)
    {
        using var stack = new StackUnderTest();
        stack.Peer(StackUnderTest.Request("OPTIONS").Replace("192.0.2.9:5060;branch", $"{sentBy};branch", StringComparison.Ordinal));
        stack.Respond(200);

        var via = stack.Sent.Single().Message.TopVia!;
        Assert.Equal((received, rport), (via.Received, via.RPort));
    }
}
