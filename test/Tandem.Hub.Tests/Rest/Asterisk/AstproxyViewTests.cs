using System.Text.Json.Nodes;
using Tandem.Asterisk.Tests;
using Tandem.Asterisk.Tests.Live;
using Tandem.Hub.Rest.Asterisk;

namespace Tandem.Hub.Tests.Rest.Asterisk;

/// <summary>Rules of astproxy's JSON that no scene shows at its busiest.</summary>
public sealed class AstproxyViewTests
{
    private const string Carrier = "PJSIP/carrier-00000009";
    private const string Phone = "PJSIP/1001-0000000a";

    [Fact]
    public void A_parked_call_is_in_its_slot_with_who_parked_it_and_the_seconds_left()
    {
        var replay = Replay.Synchronised();
        replay.Play(Transcripts.Load("13").ToMessages().TakeWhile(message => message.EventName != "UnParkedCall").TakeWhile(message => message["Channel"] != "PJSIP/1003-00000019"));
        var parkings = SceneJson.At(replay)["parkings"]!;

        AstproxyShapeTests.AssertFields("parked", parkings["701"]!["parkedCaller"]!);
        Assert.Equal(
            """{"parking":"701","channel":"PJSIP/1002-00000018","num":"1002","name":"User 1002","parkeeNum":"1001","parkeeName":"User 1001"}""",
            Without(parkings["701"]!["parkedCaller"]!, "timeout").ToJsonString());
        Assert.InRange((int)parkings["701"]!["parkedCaller"]!["timeout"]!, 1, 20);
        Assert.Equal("{}", parkings["702"]!["parkedCaller"]!.ToJsonString());
    }

    [Fact]
    public void A_call_by_a_trunk_is_the_trunks_and_the_extensions()
    {
        var moment = SceneJson.At(TrunkCall());
        var trunk = moment["trunks"]!["carrier"]!;
        var ofTrunk = trunk["conversations"]![$"{Carrier}>{Phone}"]!;
        var ofPhone = moment["extensions"]!["1001"]!["conversations"]![$"{Carrier}>{Phone}"]!;

        AstproxyShapeTests.AssertFields("trunkConversation", ofTrunk);
        AstproxyShapeTests.AssertSides(ofTrunk);
        Assert.Equal("busy", (string?)trunk["status"]);
        Assert.Equal(("in", "1001", "0301234567", "Ann"), ((string?)ofTrunk["direction"], (string?)ofTrunk["internalNum"], (string?)ofTrunk["externalNum"], (string?)ofTrunk["externalName"]));
        Assert.Equal(("in", "0301234567", true), ((string?)ofPhone["direction"], (string?)ofPhone["counterpartNum"], (bool)ofPhone["throughTrunk"]!));
    }

    [Fact]
    public void The_numbers_of_unique_ids_decide_who_called_where_both_began_at_once()
    {
        var replay = Replay.Synchronised();
        replay.Play(NewChannel(Phone, "1.10", state: 5, "1001", ""));
        replay.Play(NewChannel("PJSIP/1002-00000009", "1.9", state: 5, "1002", "").Replace("Linkedid: 1.9", "Linkedid: 1.10", StringComparison.Ordinal));
        replay.Play(Join(Phone, "1.10", "1001"));
        replay.Play(Join("PJSIP/1002-00000009", "1.9", "1002"));

        Assert.Equal([$"PJSIP/1002-00000009>{Phone}"], SceneJson.At(replay)["extensions"]!["1001"]!["conversations"]!.AsObject().Select(item => item.Key));
    }

    [Fact]
    public void Duration_counts_from_the_answer_and_not_from_the_first_ring()
    {
        var replay = TrunkCall();
        replay.Clock.GoTo(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000 + 30));

        // It began at 0 s and was answered at 10 s.
        Assert.Equal(20, (int)SceneJson.At(replay)["extensions"]!["1001"]!["conversations"]![$"{Carrier}>{Phone}"]!["duration"]!);
    }

    [Fact]
    public void A_recording_is_true_mute_or_false_in_words()
    {
        var replay = TrunkCall();
        Assert.Equal("false", Recording());
        replay.Play($"Event: MixMonitorStart\r\nPrivilege: call,all\r\nChannel: {Phone}\r\nUniqueid: 1.10\r\n\r\n");
        Assert.Equal("true", Recording());
        replay.Play($"Event: MixMonitorMute\r\nPrivilege: call,all\r\nChannel: {Phone}\r\nUniqueid: 1.10\r\nDirection: 2\r\nState: 1\r\n\r\n");
        Assert.Equal("mute", Recording());

        string? Recording() => (string?)SceneJson.At(replay)["trunks"]!["carrier"]!["conversations"]![$"{Carrier}>{Phone}"]!["recording"];
    }

    [Theory]
    [InlineData(AstproxyMask.None, "0301234567", "Ann")]
    [InlineData(AstproxyMask.Out, "0301234567", "Ann")]
    [InlineData(AstproxyMask.In, "0301234xxx", "xxx")]
    [InlineData(AstproxyMask.Both, "0301234xxx", "xxx")]
    public void A_mask_hides_the_other_side_wherever_it_is_and_leaves_the_own(object mask, string number, string name)
    {
        var moment = SceneJson.At(TrunkCall(), (AstproxyMask)mask);
        var ofPhone = moment["extensions"]!["1001"]!["conversations"]![$"{Carrier}>{Phone}"]!;
        var ofTrunk = moment["trunks"]!["carrier"]!["conversations"]![$"{Carrier}>{Phone}"]!;

        Assert.Equal((number, name), ((string?)ofPhone["counterpartNum"], (string?)ofPhone["counterpartName"]));
        Assert.Equal((number, name), ((string?)ofTrunk["externalNum"], (string?)ofTrunk["externalName"]));
        foreach (var conversation in new[] { ofPhone, ofTrunk })
        {
            Assert.Equal((number, "1001"), ((string?)conversation["chSource"]!["callerNum"], (string?)conversation["chSource"]!["bridgedNum"]));
            Assert.Equal((number, "1001"), ((string?)conversation["chDest"]!["bridgedNum"], (string?)conversation["chDest"]!["callerNum"]));
        }
        Assert.Equal(number == "0301234567", moment.ToJsonString().Contains("4567", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_out_is_masked_by_the_mask_of_calls_out_and_a_caller_who_waits_by_that_of_calls_in()
    {
        var call = SceneJson.Busiest("02");
        Assert.Equal("1xxx", (string?)Only(call, "1001", AstproxyMask.Out)["counterpartNum"]);
        Assert.Equal("1001", (string?)Only(call, "1002", AstproxyMask.Out)["counterpartNum"]);
        var waiting = SceneJson.At(SceneJson.Busiest("12"), AstproxyMask.In)["queues"]!["401"]!["waitingCallers"]!.AsObject().Single().Value!;
        Assert.Equal(("1xxx", "xxx"), ((string?)waiting["num"], (string?)waiting["name"]));

        static JsonNode Only(Replay replay, string extension, AstproxyMask mask) =>
            SceneJson.At(replay, mask)["extensions"]![extension]!["conversations"]!.AsObject().Single().Value!;
    }

    [Fact]
    public void A_forward_is_to_a_number_or_to_a_mailbox()
    {
        var replay = Replay.Synchronised();
        replay.Model.TakeSetting("CF", "1003", "vmu1002");
        replay.Model.TakeSetting("CFB", "1003", "vmu1003");
        replay.Model.TakeSetting("CFU", "1003", "030123");
        var extension = SceneJson.At(replay)["extensions"]!["1003"]!;

        Assert.Equal(["", "1002", "", "1003", "030123", ""], new[] { "cf", "cfVm", "cfb", "cfbVm", "cfu", "cfuVm" }.Select(field => (string?)extension[field]));
    }

    // From outside to 1001: begun at 0 s, answered at 10 s.
    private static Replay TrunkCall()
    {
        var replay = Replay.Synchronised();
        replay.Play(NewChannel(Carrier, "1.9", state: 4, "0301234567", "1001"));
        replay.Play(NewChannel(Phone, "1.10", state: 5, "1001", "").Replace("Linkedid: 1.10", "Linkedid: 1.9", StringComparison.Ordinal));
        replay.Play($"Event: DialBegin\r\nPrivilege: call,all\r\nTimestamp: 1800000001.000000\r\n{Leg(Carrier, "1.9", 4, "0301234567")}Linkedid: 1.9\r\nDestChannel: {Phone}\r\nDestUniqueid: 1.10\r\nDestLinkedid: 1.9\r\nDialString: 1001\r\n\r\n");
        replay.Play(Up(Phone, "1.10", "1001"));
        replay.Play(Up(Carrier, "1.9", "0301234567"));
        replay.Play(Join(Phone, "1.10", "1001"));
        replay.Play(Join(Carrier, "1.9", "0301234567"));
        return replay;
    }

    private static string NewChannel(string channel, string uniqueId, int state, string number, string exten) =>
        $"Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 1800000000.000000\r\n{Leg(channel, uniqueId, state, number)}Exten: {exten}\r\nLinkedid: {uniqueId}\r\n\r\n";

    private static string Up(string channel, string uniqueId, string number) =>
        $"Event: Newstate\r\nPrivilege: call,all\r\nTimestamp: 1800000010.000000\r\n{Leg(channel, uniqueId, 6, number)}\r\n";

    private static string Join(string channel, string uniqueId, string number) =>
        $"Event: BridgeEnter\r\nPrivilege: call,all\r\nTimestamp: 1800000010.000000\r\nBridgeUniqueid: b\r\nBridgeType: basic\r\n{Leg(channel, uniqueId, 6, number)}\r\n";

    private static string Leg(string channel, string uniqueId, int state, string number) =>
        $"Channel: {channel}\r\nChannelState: {state}\r\nCallerIDNum: {number}\r\nCallerIDName: {(number[0] == '0' ? "Ann" : "<unknown>")}\r\nUniqueid: {uniqueId}\r\n";

    private static JsonObject Without(JsonNode node, string field)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(field);
        return copy;
    }
}
