using System.Text;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;
using Tandem.Sipgate.Source;
using Tandem.Sipgate.Tests.Stub;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Source;

public class SipgatePbxTests
{
    private const string NewCall = "event=newCall&callId=77&direction=in&from=49211&to=49212";
    private const string Answer = "event=answer&callId=77&direction=in&from=49211&to=49212&answeringNumber=49212";
    private const string HangUp = "event=hangup&callId=77&direction=in&from=49211&to=49212&cause=normalClearing";
    private const string Up = """{"data":[{"callId":"77","muted":false,"recording":true,"hold":true,"participants":[{"participantId":"1","phoneNumber":"+49211"}]}]}""";
    private const string NoneUp = """{"data":[]}""";

    private static readonly ObjectId Call = new("sipgate", "77");

    [Fact]
    public async Task Webhooks_MakeOneConversationWithTheCallsId()
    {
        await using var stub = await StubServer.StartAsync();
        await using var pbx = Make(stub);

        Receive(pbx, NewCall);
        var ringing = Channel(pbx);
        Receive(pbx, Answer);
        var answered = Channel(pbx);
        Receive(pbx, HangUp);

        Assert.IsType<ChannelState.Ringing>(ringing!.State);
        Assert.Equal(("+49211", "+49212"), (ringing.Calling.Number, ringing.Called.Number));
        Assert.IsType<ChannelState.Bridged>(answered!.State);
        Assert.Null(Channel(pbx));
    }

    [Fact]
    public async Task WhatComesTwiceOrLate_ChangesNothing()
    {
        await using var stub = await StubServer.StartAsync();
        await using var pbx = Make(stub);
        using var consumer = pbx.Model.Outbox.Subscribe("history");
        Receive(pbx, NewCall);
        Receive(pbx, HangUp);
        var ended = Conversation(pbx);

        foreach (var body in (string[])[NewCall, Answer, HangUp])
        {
            Receive(pbx, body);
        }

        Assert.Null(Channel(pbx));
        Assert.Equal(HangupCause.NormalClearing, ended!.HangupCause);
        Assert.Equal(ended, Conversation(pbx));
    }

    [Fact]
    public async Task ACallThatIsUp_IsThereWithoutAWebhook_AndEndsWhenItIsUpNoMore()
    {
        await using var stub = await StubServer.StartAsync(new StubReply(200, Up), new StubReply(200, NoneUp));
        await using var pbx = Make(stub);

        await pbx.RefreshAsync();
        var channel = Channel(pbx);
        await pbx.RefreshAsync();

        Assert.Equal((true, RecordingStatus.On), (channel!.Held, channel.Recording));
        Assert.Null(Channel(pbx));
    }

    [Fact]
    public async Task ACallThatRings_StaysThoughItIsNotUpYet()
    {
        await using var stub = await StubServer.StartAsync(new StubReply(200, NoneUp));
        await using var pbx = Make(stub);
        Receive(pbx, NewCall);

        await pbx.RefreshAsync();

        Assert.IsType<ChannelState.Ringing>(Channel(pbx)!.State);
    }

    [Fact]
    public async Task WhileSipgateIsNotReached_TheModelIsStale()
    {
        await using var stub = await StubServer.StartAsync(new StubReply(401), new StubReply(200, Up));
        await using var pbx = Make(stub);
        Receive(pbx, NewCall);

        await pbx.RefreshAsync();
        Assert.True(Channel(pbx)!.Stale);

        await pbx.RefreshAsync();
        Assert.False(Channel(pbx)!.Stale);
    }

    [Fact]
    public async Task ACallThatIsMade_HasTheSessionsId()
    {
        await using var stub = await StubServer.StartAsync(new StubReply(200, """{"sessionId":"77"}"""));
        await using var pbx = Make(stub);

        var result = await pbx.CallAsync("p0", "+49211635533");
        Receive(pbx, NewCall.Replace("direction=in", "direction=out", StringComparison.Ordinal));

        Assert.Equal(Call, result.Id);
        Assert.Equal(CallDirection.Outbound, Conversation(pbx)!.Direction);
        Assert.Equal(["POST /v2/sessions/calls"], stub.Lines);
    }

    [Fact]
    public async Task DevicesAndPhoneLines_AreExtensionsFromWhichAnExchangeCalls()
    {
        const string Devices = """{"items":[{"id":"e0","alias":"Desk","online":true,"activePhonelines":[{"id":"p0","alias":"Main"}]},{"id":"x1","online":false,"dnd":true}]}""";
        await using var stub = await StubServer.StartAsync(
            new(200, """{"items":[{"id":"w0"}]}"""), new(200, Devices), new(200, """{"sessionId":"77"}"""), new(403), new(200, """{"sub":"w0"}"""), new(200, """{"items":[{"id":"e0"}]}"""), new(404));
        await using var pbx = Make(stub);
        await using var exchange = new Exchange();
        exchange.Add(pbx);

        await pbx.RefreshDirectoryAsync();
        await exchange.CatchUpAsync();
        var extensions = exchange.Model.Snapshot().Extensions.OrderBy(extension => extension.Number).ToArray();
        Assert.Equal(
            [("e0", "Desk", ExtensionStatus.Online), ("p0", "Main", ExtensionStatus.Online), ("x1", null, ExtensionStatus.DoNotDisturb)],
            extensions.Select(extension => (extension.Number, extension.Name, extension.Status)));

        Assert.Equal(Call, (await exchange.CallAsync("p0", "+49211635533")).Id);
        Assert.Equal("""POST /v2/sessions/calls {"callee":"+49211635533","caller":"p0"}""", $"{stub.Lines.Last()} {stub.Requests[^1].Json}");

        // The token may not see others any more; and then nothing is to be had, which changes nothing.
        await pbx.RefreshDirectoryAsync();
        Assert.Equal("e0", Assert.Single(pbx.Model.Snapshot().Extensions).Number);
        await pbx.RefreshDirectoryAsync();
        Assert.Single(pbx.Model.Snapshot().Extensions);
    }

    [Fact]
    public async Task Commands_AreCallManipulation()
    {
        await using var stub = await StubServer.StartAsync();
        await using var pbx = Make(stub);
        Receive(pbx, NewCall);

        foreach (var command in (PbxCommand[])[
            new HoldCommand("77"), new ResumeCommand("sipgate:77"), new MuteCommand("77"), new StartRecordingCommand("77"), new StopRecordingCommand("77"),
            new SendDtmfCommand("77", "1#"), new PlayCommand("77", "https://example.com/a.wav"), new BlindTransferCommand("77", "+49211635533"), new HangUpCommand("77")])
        {
            Assert.True((await pbx.ExecuteAsync(command)).IsDone);
        }

        Assert.Equal(
            [
                "PUT /v2/calls/77/hold", "PUT /v2/calls/77/hold", "PUT /v2/calls/77/muted", "PUT /v2/calls/77/recording", "PUT /v2/calls/77/recording",
                "POST /v2/calls/77/dtmf", "POST /v2/calls/77/announcements", "POST /v2/calls/77/transfer", "DELETE /v2/calls/77",
            ],
            stub.Lines);
        Assert.True(Channel(pbx)!.Muted);
    }

    [Fact]
    public async Task WhatCannotBeDone_IsAResult()
    {
        await using var stub = await StubServer.StartAsync(new StubReply(404));
        await using var pbx = Make(stub);
        Receive(pbx, NewCall);

        Assert.Equal(CommandOutcome.Refused, (await pbx.ExecuteAsync(new HangUpCommand("77"))).Outcome);
        Assert.Equal(CommandOutcome.NotFound, (await pbx.ExecuteAsync(new HangUpCommand("78"))).Outcome);
        Assert.Equal(CommandOutcome.Refused, (await pbx.ExecuteAsync(new SendDtmfCommand("77", "x"))).Outcome);
        Assert.Equal(CommandOutcome.NotSupported, (await pbx.ExecuteAsync(new ParkCommand("77"))).Outcome);
        Assert.Equal(CommandOutcome.NotSupported, (await pbx.ExecuteAsync(new PauseRecordingCommand("77"))).Outcome);
    }

    private static SipgatePbx Make(StubServer stub) => new(new SipgatePbxOptions { Client = stub.Options });

    private static void Receive(SipgatePbx pbx, string body) => pbx.Receive(WebhookParser.Parse(Encoding.ASCII.GetBytes(body)));

    private static Channel? Channel(SipgatePbx pbx) => pbx.Model.TryGet<Channel>(Call, out var channel) ? channel : null;

    private static Conversation? Conversation(SipgatePbx pbx) => pbx.Model.TryGet<Conversation>(Call, out var conversation) ? conversation : null;
}
