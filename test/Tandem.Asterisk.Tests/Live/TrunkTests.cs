using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live;

public sealed class TrunkTests
{
    private const string From1001 =
        """
        Event: Newchannel
        Privilege: call,all
        Channel: PJSIP/1001-00000001
        ChannelState: 4
        CallerIDNum: 1001
        CallerIDName: User 1001
        Exten: 90123456
        Uniqueid: 10.1
        Linkedid: 10.1

        """;

    private const string ToCarrier =
        """
        Event: DialBegin
        Privilege: call,all
        Channel: PJSIP/1001-00000001
        ChannelState: 4
        CallerIDNum: 1001
        Exten: 90123456
        Uniqueid: 10.1
        Linkedid: 10.1
        DestChannel: PJSIP/carrier-00000002
        DestChannelState: 0
        DestCallerIDNum: 0123456
        DestUniqueid: 10.2
        DestLinkedid: 10.1
        DialString: 0123456@carrier

        """;

    [Fact]
    public void A_call_over_a_trunk_goes_out_and_the_trunk_carries_it()
    {
        var replay = Replay.Synchronised();
        replay.Play(From1001);
        replay.Play(ToCarrier);
        replay.Finish();

        var state = replay.State.Snapshot();
        var conversation = Assert.Single(state.Conversations);
        Assert.Equal((CallDirection.Outbound, "1001", "90123456"), (conversation.Direction, conversation.Calling.Number, conversation.Called.Number));
        Assert.Equal(new ObjectId("pbx", "carrier"), conversation.Trunk);
        Assert.Equal(conversation.Id, Assert.Single(Assert.Single(state.Trunks).Conversations));
        Assert.True(state.Channels.TryGet(new ObjectId("pbx", "10.2"), out var leg));
        Assert.Equal(new ChannelState.CallingExternal("0123456"), leg.State);
        Assert.Equal(PeerLocation.External, leg.PeerLocation);
    }

    [Fact]
    public void A_call_from_a_trunk_comes_in()
    {
        var replay = Replay.Synchronised();
        replay.Play(From1001.Replace("PJSIP/1001", "PJSIP/carrier", StringComparison.Ordinal).Replace("CallerIDNum: 1001", "CallerIDNum: +49301234", StringComparison.Ordinal));

        var conversation = Assert.Single(replay.State.Snapshot().Conversations);
        Assert.Equal((CallDirection.Inbound, "+49301234"), (conversation.Direction, conversation.Calling.Number));
    }

    [Fact]
    public void A_registration_that_changes_shows_at_the_trunk_of_its_server()
    {
        var replay = Replay.Synchronised();
        replay.Play(
            """
            Event: Registry
            Privilege: system,all
            ChannelType: PJSIP
            Username: sip:tandem@127.0.0.1
            Domain: sip:127.0.0.1:17060
            Status: Registered

            """);

        Assert.Equal(("carrier", TrunkRegistration.Registered), replay.State.Snapshot().Trunks.Select(trunk => (trunk.Name, trunk.Registration)).Single());
    }
}
