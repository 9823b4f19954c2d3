using System.Buffers;
using Tandem.Cti.Bert;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;
using Tandem.Cti.Tests.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Tests.Protocol;

public sealed class CtiMessageTests
{
    public static TheoryData<CtiProfile> Profiles => [.. Enum.GetValues<CtiProfile>()];

    [Fact]
    public void Between_two_Tandems_nothing_is_lost()
    {
        ChannelInfo[] all = [TestChannels.Full, TestChannels.Bare, .. TestChannels.States.Select(state => TestChannels.Full with { State = state })];
        var reader = Reader(CtiProfile.Tandem);
        foreach (var info in all)
        {
            var read = Assert.IsType<CtiMessage.Channel>(reader.Read(Channel(CtiProfile.Tandem, info, ChannelUpdateKind.Added)));
            Assert.Equal(info, read.Info);
            Assert.Equal(ChannelUpdateKind.Added, read.Kind);
        }
        Assert.Equal([.. all], Assert.IsType<CtiMessage.Initial>(reader.Read(Write(writer => new CtiMessageWriter(CtiProfile.Tandem).WriteInitial(writer, all, all.Length)))).Channels);
        Assert.Equal(CtiProfile.Tandem, reader.Profile);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_client_finds_out_the_generation_by_itself(CtiProfile profile) => Assert.Equal(profile, Reader(profile).Profile);

    [Theory]
    [InlineData(CtiProfile.Basix2016)]
    [InlineData(CtiProfile.Basix2019)]
    public void What_a_Basix_has_fields_for_arrives(CtiProfile profile)
    {
        var read = Assert.IsType<CtiMessage.Channel>(Reader(profile).Read(Channel(profile, TestChannels.Full, ChannelUpdateKind.Updated))).Info;
        var is2019 = profile == CtiProfile.Basix2019;
        Assert.Equal(
            new ChannelInfo
            {
                Uuid = TestChannels.Full.Uuid,
                Direction = TestChannels.Full.Direction,
                PeerLocation = TestChannels.Full.PeerLocation,
                Calling = TestChannels.Full.Calling,
                Called = new Party(null, "102"),
                OfferTimestamp = TestChannels.Full.OfferTimestamp,
                AnswerTimestamp = TestChannels.Full.AnswerTimestamp,
                HangupTimestamp = TestChannels.Full.HangupTimestamp,
                OtherUuid = "switch:other",
                BridgedWith = ["switch:other"],
                User = TestChannels.Full.User,
                Group = TestChannels.Full.Group,
                State = TestChannels.Full.State,
                Target = TestChannels.Full.Target,
                LastEvent = TestChannels.Full.LastEvent,
                HangupCause = is2019 ? "NORMAL_CLEARING" : null,
                CallId = is2019 ? "switch:first" : null,
            },
            read);
    }

    /// <summary>Each state of the model, in the words of both generations.</summary>
    public static TheoryData<int, string, string> States => new()
    {
        { 0, "{T,calling,user,7,<<\"Jörg\"/utf8>>}", "{T,calling,int,user,{7}}" },
        { 1, "{T,calling,undefined,undefined,undefined}", "{T,calling,int,user,{undefined}}" },
        { 2, "{T,calling_external,<<\"+4930\">>}", "{T,calling,ext,pstn,{<<\"+4930\">>}}" },
        { 3, "{T,calling,user,7,<<\"Jörg\"/utf8>>}", "{T,calling,int,user,{7}}" },
        { 4, "{T,bridged}", "{T,bridged}" },
        { 5, "{T,bridged}", "{T,bridged}" },
        { 6, "{T,calling,group,undefined,<<\"switch:support\">>}", "{T,calling,int,group,{hunt,<<\"switch:support\">>,undefined,undefined,<<\"switch:support\">>}}" },
        { 7, "{T,voicemail,user,7,<<\"Jörg\"/utf8>>}", "{T,voicemail,user,7,<<\"Jörg\"/utf8>>}" },
        { 8, "{T,checking_voicemail,<<\"Jörg\"/utf8>>}", "{T,checking_voicemail,<<\"Jörg\"/utf8>>}" },
        { 9, "{T,calling_siptermination,<<\"sip:a@b\">>}", "{T,calling_siptermination,<<\"sip:a@b\">>}" },
        { 10, "{T,calling_external,<<\"+4930\">>}", "{T,calling,ext,pstn,{<<\"+4930\">>}}" },
        { 11, "{T,ivr,7}", "{T,ivr,7}" },
        { 12, "{T,system_operation,<<\"pickup\">>}", "{T,system_operation,<<\"pickup\">>}" },
        { 13, "{T,conference,8000}", "{T,conference,8000}" },
        { 14, "{T,plivo}", "{T,xml_ivr}" },
        { 15, "{T,system_operation,<<\"echo\">>}", "{T,system_operation,<<\"echo\">>}" },
        { 16, "{T,park,701}", "{T,park,701,undefined,undefined,undefined}" },
        { 17, "{T,system_operation,<<\"eavesdrop\">>}", "{T,eavesdrop,<<\"switch:x\">>}" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_is_said_as_each_generation_says_it(int index, string in2016, string in2019)
    {
        var info = TestChannels.Bare with { State = TestChannels.States[index] };
        Assert.Equal(Term(in2016), State(CtiProfile.Basix2016, info));
        Assert.Equal(Term(in2019), State(CtiProfile.Basix2019, info));

        static BertTerm Term(string text) => BertTerm.Parse(text.Replace("{T,", $"{{{TestChannels.Start},", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{chan_info,{<<\"u1\">>,1,undefined,{7,ivr,7}}}]", CtiProfile.Basix2016)]
    [InlineData("{{chan_info,{<<\"u1\">>,1,undefined,{7,ivr,7}}}}", CtiProfile.Basix2016)]
    [InlineData("{chan_info,{<<\"u1\">>,1,undefined,{7,ivr,7}}}", CtiProfile.Basix2019)]
    [InlineData("{info_event,\"channel\",{<<\"u1\">>,1,undefined,{7,ivr,7}},\"updated\"}", CtiProfile.Basix2019)]
    [InlineData("{info_event,channel,{<<\"u1\">>,1,undefined,{7,ivr,7}},updated}", CtiProfile.Basix2019)]
    [InlineData("{info_event,<<\"channel\">>,{\"u1\",1,undefined,{7,\"ivr\",\"7\"}},<<\"updated\">>}", CtiProfile.Basix2019)]
    public void Servers_that_write_it_otherwise_are_understood(string message, CtiProfile profile)
    {
        var reader = new CtiMessageReader();
        var spec = message.Contains("chan_info", StringComparison.Ordinal) ? "chan_info" : "\"channel\"";
        var fields = $"{{field_spec,{spec},[uuid,offer_timestamp,answer_timestamp,state]}}";
        reader.Read(BertTerm.Parse(profile == CtiProfile.Basix2016 ? $"[{fields}]" : fields).Encode());
        var info = Assert.IsType<CtiMessage.Channel>(reader.Read(BertTerm.Parse(message).Encode())).Info;
        Assert.Equal(new ChannelInfo { Uuid = "u1", OfferTimestamp = 1, State = new CtiState.Ivr(7, "7"), LastEvent = new ChannelEvent("") }, info);
        Assert.Equal(profile, reader.Profile);
    }

    [Theory]
    [InlineData("{initial_chan_info,{bert,nil}}")]
    [InlineData("[{initial_chan_info,{bert,nil}}]")]
    [InlineData("[{initial_chan_info,[]}]")]
    [InlineData("{initial_info,\"channel\",[]}")]
    public void An_empty_beginning_is_one(string message) =>
        Assert.Empty(Assert.IsType<CtiMessage.Initial>(new CtiMessageReader().Read(BertTerm.Parse(message).Encode())).Channels);

    [Theory]
    [InlineData("{}")]
    [InlineData("42")]
    [InlineData("{chan_info}")]
    [InlineData("{info_event,\"terminal\",{1},\"added\"}")]
    [InlineData("{field_spec,{},[]}")]
    [InlineData("{chan_info,{1,2,3}}")]
    public void What_is_not_known_is_given_on_as_it_is(string message) =>
        Assert.Equal(BertTerm.Parse(message), Assert.IsType<CtiMessage.Other>(new CtiMessageReader().Read(BertTerm.Parse(message).Encode())).Term);

    [Fact]
    public void An_unknown_state_keeps_its_name_and_arguments()
    {
        var reader = new CtiMessageReader();
        reader.Read(BertTerm.Parse("{field_spec,chan_info,[uuid,colour,state]}").Encode());
        var info = Assert.IsType<CtiMessage.Channel>(reader.Read(BertTerm.Parse("{chan_info,{<<\"u\">>,red,{5,dreaming,[1],a}}}").Encode())).Info;
        Assert.Equal(new CtiState.Other(5, "dreaming", [BertTerm.ListOf(1), BertTerm.AtomOf("a")]), info.State);
    }

    [Fact]
    public void The_seed_s_client_reads_every_record()
    {
        var client = new SeedClient();
        var writer = new CtiMessageWriter(CtiProfile.Basix2016);
        client.Handle(Write(writer.WriteChannelFields));
        client.Handle(Write(writer.WriteMwiFields));
        client.Handle(Write(output => writer.WriteInitial(output, [TestChannels.Full], 1)));
        foreach (var state in TestChannels.States)
        {
            client.Handle(Channel(CtiProfile.Basix2016, TestChannels.Full with { State = state }, ChannelUpdateKind.Updated));
        }
        client.Handle(Write(output => writer.WriteMwi(output, new MwiInfo { TargetId = 200, TargetName = "101", NewCount = 130, SavedCount = 1, Timestamp = TestChannels.Start })));
        Assert.Equal("CHANNEL_BRIDGE", client.Initial!["switch:5f1c9a0e"]["last_event"]);
        Assert.Equal(200L, client.Initial["switch:5f1c9a0e"]["user_id"]);
        Assert.Equal(TestChannels.States.Count, client.Channels.Count);
        Assert.Equal(new object?[] { "user", 200L, "101", 130L, 1L, TestChannels.Start }, Assert.Single(client.Mwi));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Writing_a_record_allocates_nothing(CtiProfile profile)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var writer = new CtiMessageWriter(profile);
        var update = new ChannelUpdate(TestChannels.Full, ChannelUpdateKind.Updated);
        writer.WriteChannel(output, update);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            output.ResetWrittenCount();
            writer.WriteChannel(output, update);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Waiting_messages_arrive_in_each_generation()
    {
        var mwi = new MwiInfo { TargetId = 7, TargetName = "101", NewCount = 3, SavedCount = 200 };
        foreach (var profile in Enum.GetValues<CtiProfile>())
        {
            var reader = Reader(profile);
            Assert.Equal(mwi, Assert.IsType<CtiMessage.Mwi>(reader.Read(Write(output => new CtiMessageWriter(profile).WriteMwi(output, mwi)))).Info);
        }
    }

    private static CtiMessageReader Reader(CtiProfile profile)
    {
        var reader = new CtiMessageReader();
        var writer = new CtiMessageWriter(profile);
        reader.Read(Write(writer.WriteChannelFields));
        reader.Read(Write(writer.WriteMwiFields));
        return reader;
    }

    private static byte[] Channel(CtiProfile profile, ChannelInfo info, ChannelUpdateKind kind) =>
        Write(output => new CtiMessageWriter(profile).WriteChannel(output, new ChannelUpdate(info, kind)));

    private static BertTerm State(CtiProfile profile, ChannelInfo info)
    {
        var message = BertTerm.Decode(Channel(profile, info, ChannelUpdateKind.Updated));
        var record = profile == CtiProfile.Basix2016
            ? ((BertTerm.Tuple)((BertTerm.List)message).Elements[0]).Elements[1]
            : ((BertTerm.Tuple)message).Elements[2];
        return ((BertTerm.Tuple)record).Elements[12];
    }

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
