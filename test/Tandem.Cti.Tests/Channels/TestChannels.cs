using Tandem.Cti.Channels;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Tests.Channels;

/// <summary>Records with everything in them.</summary>
internal static class TestChannels
{
    public const long Start = 1_546_839_040_024_071;

    private static readonly CallTarget User = new(CallTargetType.User, "7", "Jörg", "+492111234");

    /// <summary>Every state there is.</summary>
    public static IReadOnlyList<CtiState> States { get; } =
    [
        new CtiState.Calling(Start, User),
        new CtiState.Calling(Start, null),
        new CtiState.Calling(Start, new CallTarget(CallTargetType.External, Address: "+4930")),
        new CtiState.Ringing(Start, User),
        new CtiState.Bridged(Start),
        new CtiState.Held(Start),
        new CtiState.Queued(Start, "switch:support", 3),
        new CtiState.Voicemail(Start, User),
        new CtiState.CheckingVoicemail(Start, "Jörg"),
        new CtiState.CallingSipTermination(Start, "sip:a@b"),
        new CtiState.CallingExternal(Start, "+4930"),
        new CtiState.Ivr(Start, "7"),
        new CtiState.SystemOperation(Start, "pickup"),
        new CtiState.Conference(Start, "8000"),
        new CtiState.Plivo(Start),
        new CtiState.Application(Start, "echo"),
        new CtiState.Park(Start, "701", "default"),
        new CtiState.Eavesdrop(Start, "switch:x"),
    ];

    /// <summary>A record with nothing left out.</summary>
    public static ChannelInfo Full { get; } = new()
    {
        Uuid = "switch:5f1c9a0e",
        Direction = ChannelDirection.Outbound,
        PeerLocation = PeerLocation.External,
        Calling = new Party("José", "101"),
        Called = new Party("Front desk", "102"),
        Connected = new Party("Front desk", "102"),
        OfferTimestamp = Start,
        AnswerTimestamp = Start + 1,
        HangupTimestamp = Start + 2,
        OtherUuid = "switch:other",
        BridgedWith = ["switch:other", "switch:third"],
        User = new DirectoryReference(200, "José"),
        Group = new DirectoryReference(3, "Sales"),
        Device = new DirectoryReference(4, "phone"),
        State = new CtiState.Bridged(Start),
        Target = User,
        LastEvent = ChannelEvent.Bridge,
        HangupCause = "NORMAL_CLEARING",
        CallId = "switch:first",
        Domain = "acme",
        Name = "SIP/101",
        Held = true,
        Muted = true,
        Recording = RecordingStatus.Paused,
        Labels = [new Label("a", "ü"), new Label("b", "")],
        Stale = true,
    };

    /// <summary>A record with as little as possible.</summary>
    public static ChannelInfo Bare { get; } = new() { Uuid = "u1", LastEvent = ChannelEvent.NewChannel };
}
