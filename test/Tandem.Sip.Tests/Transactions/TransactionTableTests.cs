using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Tests.Transactions;

/// <summary>
/// The four machines of RFC 3261 section 17 with RFC 6026, each state with each input over UDP: where it leads, what is sent, what the user hears.
/// A row leads from a fresh transaction to its state by its steps; "-" is nothing.
/// </summary>
public sealed class TransactionTableTests
{
    private const string ClientInputs = "1xx 2xx 3xx wait:0.5 wait:33";
    private const string InviteServerInputs = "INVITE ACK CANCEL respond:180 respond:200 respond:486 wait:0.55 wait:33";
    private const string ServerInputs = "OPTIONS respond:180 respond:200 wait:0.5 wait:65";

    public static TheoryData<string, string, string, string, string, string> InviteClient => new()
    {
        // state, steps, input, next state, sent, heard
        { "Calling", "", "1xx", "Proceeding", "-", "180" },
        { "Calling", "", "2xx", "Accepted", "-", "200" },
        { "Calling", "", "3xx", "Completed", "ACK", "486" },
        { "Calling", "", "wait:0.5", "Calling", "INVITE", "-" }, // timer A
        { "Calling", "", "wait:33", "Terminated", "INVITE*6", "Timeout" }, // timer B
        { "Proceeding", "1xx", "1xx", "Proceeding", "-", "180" },
        { "Proceeding", "1xx", "2xx", "Accepted", "-", "200" },
        { "Proceeding", "1xx", "3xx", "Completed", "ACK", "486" },
        { "Proceeding", "1xx", "wait:0.5", "Proceeding", "-", "-" },
        { "Proceeding", "1xx", "wait:33", "Proceeding", "-", "-" },
        { "Accepted", "2xx", "1xx", "Accepted", "-", "-" },
        { "Accepted", "2xx", "2xx", "Accepted", "-", "200" },
        { "Accepted", "2xx", "3xx", "Accepted", "-", "-" },
        { "Accepted", "2xx", "wait:0.5", "Accepted", "-", "-" },
        { "Accepted", "2xx", "wait:33", "Terminated", "-", "-" }, // timer M
        { "Completed", "3xx", "1xx", "Completed", "-", "-" },
        { "Completed", "3xx", "2xx", "Completed", "-", "-" },
        { "Completed", "3xx", "3xx", "Completed", "ACK", "-" },
        { "Completed", "3xx", "wait:0.5", "Completed", "-", "-" },
        { "Completed", "3xx", "wait:33", "Terminated", "-", "-" }, // timer D
        { "Terminated", "3xx wait:33", "1xx", "Terminated", "-", "-" },
        { "Terminated", "3xx wait:33", "2xx", "Terminated", "-", "-" },
        { "Terminated", "3xx wait:33", "3xx", "Terminated", "-", "-" },
        { "Terminated", "3xx wait:33", "wait:0.5", "Terminated", "-", "-" },
        { "Terminated", "3xx wait:33", "wait:33", "Terminated", "-", "-" },
    };

    public static TheoryData<string, string, string, string, string, string> NonInviteClient => new()
    {
        { "Trying", "", "1xx", "Proceeding", "-", "180" },
        { "Trying", "", "2xx", "Completed", "-", "200" },
        { "Trying", "", "3xx", "Completed", "-", "486" },
        { "Trying", "", "wait:0.5", "Trying", "OPTIONS", "-" }, // timer E
        { "Trying", "", "wait:33", "Terminated", "OPTIONS*10", "Timeout" }, // timer F
        { "Proceeding", "1xx", "1xx", "Proceeding", "-", "180" },
        { "Proceeding", "1xx", "2xx", "Completed", "-", "200" },
        { "Proceeding", "1xx", "3xx", "Completed", "-", "486" },
        { "Proceeding", "1xx", "wait:0.5", "Proceeding", "OPTIONS", "-" },
        { "Proceeding", "1xx", "wait:33", "Terminated", "OPTIONS*8", "Timeout" }, // timer E every T2, timer F
        { "Completed", "2xx", "1xx", "Completed", "-", "-" },
        { "Completed", "2xx", "2xx", "Completed", "-", "-" },
        { "Completed", "2xx", "3xx", "Completed", "-", "-" },
        { "Completed", "2xx", "wait:0.5", "Completed", "-", "-" },
        { "Completed", "2xx", "wait:33", "Terminated", "-", "-" }, // timer K
        { "Terminated", "2xx wait:33", "1xx", "Terminated", "-", "-" },
        { "Terminated", "2xx wait:33", "2xx", "Terminated", "-", "-" },
        { "Terminated", "2xx wait:33", "3xx", "Terminated", "-", "-" },
        { "Terminated", "2xx wait:33", "wait:0.5", "Terminated", "-", "-" },
        { "Terminated", "2xx wait:33", "wait:33", "Terminated", "-", "-" },
    };

    public static TheoryData<string, string, string, string, string, string> InviteServer => new()
    {
        { "Proceeding", "", "INVITE", "Proceeding", "-", "-" },
        { "Proceeding", "", "ACK", "Proceeding", "-", "-" },
        { "Proceeding", "", "CANCEL", "Proceeding", "200", "cancel" },
        { "Proceeding", "", "respond:180", "Proceeding", "180", "-" },
        { "Proceeding", "", "respond:200", "Accepted", "200", "-" },
        { "Proceeding", "", "respond:486", "Completed", "486", "-" },
        { "Proceeding", "", "wait:0.55", "Proceeding", "100", "-" }, // by itself after 200 ms
        { "Proceeding", "", "wait:33", "Proceeding", "100", "-" },
        { "Accepted", "respond:200", "INVITE", "Accepted", "-", "-" },
        { "Accepted", "respond:200", "ACK", "Accepted", "-", "ack" },
        { "Accepted", "respond:200", "CANCEL", "Accepted", "200", "-" },
        { "Accepted", "respond:200", "respond:180", "Accepted", "-", "-" },
        { "Accepted", "respond:200", "respond:200", "Accepted", "-", "-" },
        { "Accepted", "respond:200", "respond:486", "Accepted", "-", "-" },
        { "Accepted", "respond:200", "wait:0.55", "Accepted", "-", "-" },
        { "Accepted", "respond:200", "wait:33", "Terminated", "-", "-" }, // timer L
        { "Completed", "respond:486", "INVITE", "Completed", "486", "-" },
        { "Completed", "respond:486", "ACK", "Confirmed", "-", "-" },
        { "Completed", "respond:486", "CANCEL", "Completed", "200", "-" },
        { "Completed", "respond:486", "respond:180", "Completed", "-", "-" },
        { "Completed", "respond:486", "respond:200", "Completed", "-", "-" },
        { "Completed", "respond:486", "respond:486", "Completed", "-", "-" },
        { "Completed", "respond:486", "wait:0.55", "Completed", "486", "-" }, // timer G
        { "Completed", "respond:486", "wait:33", "Terminated", "486*10", "-" }, // timer H
        { "Confirmed", "respond:486 ACK", "INVITE", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "ACK", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "CANCEL", "Confirmed", "200", "-" },
        { "Confirmed", "respond:486 ACK", "respond:180", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "respond:200", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "respond:486", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "wait:0.55", "Confirmed", "-", "-" },
        { "Confirmed", "respond:486 ACK", "wait:33", "Terminated", "-", "-" }, // timer I
    };

    public static TheoryData<string, string, string, string, string, string> NonInviteServer => new()
    {
        { "Trying", "", "OPTIONS", "Trying", "-", "-" },
        { "Trying", "", "respond:180", "Proceeding", "180", "-" },
        { "Trying", "", "respond:200", "Completed", "200", "-" },
        { "Trying", "", "wait:0.5", "Trying", "-", "-" },
        { "Trying", "", "wait:65", "Terminated", "-", "-" },
        { "Proceeding", "respond:180", "OPTIONS", "Proceeding", "180", "-" },
        { "Proceeding", "respond:180", "respond:180", "Proceeding", "180", "-" },
        { "Proceeding", "respond:180", "respond:200", "Completed", "200", "-" },
        { "Proceeding", "respond:180", "wait:0.5", "Proceeding", "-", "-" },
        { "Proceeding", "respond:180", "wait:65", "Terminated", "-", "-" },
        { "Completed", "respond:200", "OPTIONS", "Completed", "200", "-" },
        { "Completed", "respond:200", "respond:180", "Completed", "-", "-" },
        { "Completed", "respond:200", "respond:200", "Completed", "-", "-" },
        { "Completed", "respond:200", "wait:0.5", "Completed", "-", "-" },
        { "Completed", "respond:200", "wait:65", "Terminated", "-", "-" }, // timer J
    };

    [Theory]
    [MemberData(nameof(InviteClient))]
    public void Invite_client(string state, string steps, string input, string next, string sent, string heard) =>
        CheckClient(SipMethod.Invite, state, steps, input, next, sent, heard);

    [Theory]
    [MemberData(nameof(NonInviteClient))]
    public void Non_invite_client(string state, string steps, string input, string next, string sent, string heard) =>
        CheckClient(SipMethod.Options, state, steps, input, next, sent, heard);

    [Theory]
    [MemberData(nameof(InviteServer))]
    public void Invite_server(string state, string steps, string input, string next, string sent, string heard) =>
        CheckServer("INVITE", state, steps, input, next, sent, heard);

    [Theory]
    [MemberData(nameof(NonInviteServer))]
    public void Non_invite_server(string state, string steps, string input, string next, string sent, string heard) =>
        CheckServer("OPTIONS", state, steps, input, next, sent, heard);

    [Fact]
    public void The_tables_are_complete()
    {
        AssertComplete(InviteClient, "Calling Proceeding Accepted Completed Terminated", ClientInputs);
        AssertComplete(NonInviteClient, "Trying Proceeding Completed Terminated", ClientInputs);
        AssertComplete(InviteServer, "Proceeding Accepted Completed Confirmed", InviteServerInputs);
        AssertComplete(NonInviteServer, "Trying Proceeding Completed", ServerInputs);
    }

    private static void AssertComplete(TheoryData<string, string, string, string, string, string> table, string states, string inputs) =>
        Assert.Equal(
            states.Split(' ').SelectMany(state => inputs.Split(' ').Select(input => $"{state} {input}")),
            table.Select(row => $"{row[0]} {row[2]}"));

    private static void CheckClient(SipMethod method, string state, string steps, string input, string next, string sent, string heard)
    {
        using var test = new StackUnderTest();
        var transaction = test.Send(method);
        var request = test.Sent[0].Message;
        Run(steps);
        Assert.Equal(state, transaction.State.ToString());
        test.Sent.Clear();
        test.Responses.Clear();
        Run(input);

        Assert.Equal(next, transaction.State.ToString());
        Assert.Equal(sent, Sent(test));
        Assert.Equal(heard, test.Failures.Count > 0 ? test.Failures[0].ToString() : test.Responses.Count > 0 ? $"{test.Responses.Single()}" : "-");
        test.Advance(100);
        Assert.Equal(next is "Proceeding" && method == SipMethod.Invite ? 1 : 0, test.Stack.ActiveTransactions);

        void Run(string inputs)
        {
            foreach (var one in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Wait(test, one))
                {
                    continue;
                }
                var status = one switch
                {
                    "1xx" => 180,
                    "2xx" => 200,
                    _ => 486,
                };
                test.Peer(request.CreateResponse(status, null, "peer").ToArray());
            }
        }
    }

    private static void CheckServer(string method, string state, string steps, string input, string next, string sent, string heard)
    {
        using var test = new StackUnderTest();
        test.Peer(StackUnderTest.Request(method));
        var transaction = test.Requests.Single();
        var original = transaction.Request;
        var cancelled = 0;
        if (transaction is InviteServerTransaction invite)
        {
            invite.Cancelled = _ => cancelled++;
        }
        Run(steps);
        Assert.Equal(state, transaction.State.ToString());
        test.Sent.Clear();
        Run(input);

        Assert.Equal(next, transaction.State.ToString());
        Assert.Equal(sent, Sent(test));
        Assert.Equal(heard, test.Acks.Count > 0 ? "ack" : cancelled > 0 ? "cancel" : "-");
        Assert.Single(test.Requests);
        test.Advance(200);
        Assert.Equal(next == "Proceeding" && method == "INVITE" ? 1 : 0, test.Stack.ActiveTransactions);

        void Run(string inputs)
        {
            foreach (var one in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Wait(test, one))
                {
                    continue;
                }
                if (one.StartsWith("respond:", StringComparison.Ordinal))
                {
                    var status = int.Parse(one["respond:".Length..], System.Globalization.CultureInfo.InvariantCulture);
                    transaction.Respond(original.CreateResponse(status, null, "us"));
                    test.Advance(0);
                }
                else
                {
                    test.Peer(StackUnderTest.Request(one));
                }
            }
        }
    }

    private static bool Wait(StackUnderTest test, string step)
    {
        if (!step.StartsWith("wait:", StringComparison.Ordinal))
        {
            return false;
        }
        test.Advance(double.Parse(step["wait:".Length..], System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    // "486*10" for ten times the same.
    private static string Sent(StackUnderTest test)
    {
        var names = test.Sent.Select(sent => sent.Message.IsRequest ? sent.Message.MethodName : $"{sent.Message.StatusCode}").ToArray();
        Assert.True(names.Distinct().Count() <= 1, string.Join(' ', names));
        return names.Length == 0 ? "-" : names.Length == 1 ? names[0] : $"{names[0]}*{names.Length}";
    }
}
