using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Tests.Transactions;

public sealed class ClientTransactionTests
{
    [Fact]
    public void An_invite_is_sent_again_at_doubling_intervals_and_given_up_after_64_T1()
    {
        using var stack = new StackUnderTest();
        var transaction = stack.Send(SipMethod.Invite);
        stack.Advance(31.98);
        Assert.Empty(stack.Failures);
        stack.Advance(1);

        Assert.Equal([0, 500, 1500, 3500, 7500, 15500, 31500], stack.Sent.Select(sent => sent.At));
        Assert.Equal([TransactionFailure.Timeout], stack.Failures);
        Assert.Equal(TransactionState.Terminated, transaction.State);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
    }

    [Fact]
    public void Another_request_is_sent_again_every_T2_at_most()
    {
        using var stack = new StackUnderTest();
        stack.Send(SipMethod.Options);
        stack.Advance(40);

        Assert.Equal([0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500], stack.Sent.Select(sent => sent.At));
        Assert.Equal([TransactionFailure.Timeout], stack.Failures);
    }

    [Fact]
    public void A_provisional_response_stops_the_retransmission_of_an_invite_for_as_long_as_it_rings()
    {
        using var stack = new StackUnderTest();
        stack.Send(SipMethod.Invite);
        stack.Advance(0.6);
        stack.Answer(180);
        stack.Advance(600);

        Assert.Equal(2, stack.Sent.Count);
        Assert.Empty(stack.Failures);
        Assert.Equal([180], stack.Responses);
    }

    [Fact]
    public void A_provisional_response_slows_the_retransmission_of_another_request()
    {
        using var stack = new StackUnderTest();
        stack.Send(SipMethod.Options);
        stack.Answer(100);
        stack.Advance(10);

        Assert.Equal([0, 500, 4500, 8500], stack.Sent.Select(sent => sent.At));
    }

    [Fact]
    public void A_refused_invite_is_acknowledged_each_time_and_told_once()
    {
        using var stack = new StackUnderTest();
        stack.Send(SipMethod.Invite);
        stack.Answer(486);
        stack.Answer(486);
        stack.Answer(486);

        Assert.Equal([486], stack.Responses);
        var acks = stack.Sent.Select(sent => sent.Message).Where(message => message.Method == SipMethod.Ack).ToList();
        Assert.Equal(3, acks.Count);
        Assert.All(acks, ack =>
        {
            Assert.Equal(stack.Sent[0].Message.TopVia!.Branch, ack.TopVia!.Branch);
            Assert.Equal("peer", ack.To!.Tag);
        });
        stack.Advance(33);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
    }

    [Fact]
    public void Every_2xx_of_an_invite_is_told_for_64_T1_as_forks_may_answer()
    {
        using var stack = new StackUnderTest();
        var transaction = stack.Send(SipMethod.Invite);
        stack.Answer(200);
        stack.Answer(200);
        Assert.Equal(TransactionState.Accepted, transaction.State);
        stack.Advance(32.1);
        stack.Answer(200);

        Assert.Equal([200, 200], stack.Responses);
        Assert.Equal(1, stack.Stack.Counters.Stray);
    }

    [Fact]
    public void A_final_response_of_another_request_is_told_once_and_its_repeats_are_absorbed()
    {
        using var stack = new StackUnderTest();
        stack.Send(SipMethod.Options);
        stack.Answer(200);
        stack.Answer(200);
        stack.Advance(5.1);
        Assert.Equal(0, stack.Stack.ActiveTransactions);
        stack.Answer(200);

        Assert.Equal([200], stack.Responses);
    }
}
