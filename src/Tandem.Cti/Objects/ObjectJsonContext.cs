using System.Text.Json.Serialization;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Objects;

/// <summary>The objects of a model in JSON, compiled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(HangupCauseConverter),
        typeof(ValueListConverter<ObjectId>),
        typeof(ValueListConverter<string>),
        typeof(ValueListConverter<Label>),
        typeof(ValueListConverter<Participant>),
        typeof(ValueListConverter<TimelineEntry>),
        typeof(ValueListConverter<ExtensionContact>),
    ])]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Conference))]
[JsonSerializable(typeof(ConferenceParticipant))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(Extension))]
[JsonSerializable(typeof(Mailbox))]
[JsonSerializable(typeof(ParkedCall))]
[JsonSerializable(typeof(ParkingLot))]
[JsonSerializable(typeof(Queue))]
[JsonSerializable(typeof(QueueMember))]
[JsonSerializable(typeof(Trunk))]
[JsonSerializable(typeof(WaitingCaller))]
[JsonSerializable(typeof(ChannelState.Calling))]
[JsonSerializable(typeof(ChannelState.Ringing))]
[JsonSerializable(typeof(ChannelState.Bridged))]
[JsonSerializable(typeof(ChannelState.Held))]
[JsonSerializable(typeof(ChannelState.Queued))]
[JsonSerializable(typeof(ChannelState.Ivr))]
[JsonSerializable(typeof(ChannelState.Voicemail))]
[JsonSerializable(typeof(ChannelState.CheckingVoicemail))]
[JsonSerializable(typeof(ChannelState.InConference))]
[JsonSerializable(typeof(ChannelState.Parked))]
[JsonSerializable(typeof(ChannelState.CallingExternal))]
[JsonSerializable(typeof(ChannelState.CallingSipTermination))]
[JsonSerializable(typeof(ChannelState.SystemOperation))]
[JsonSerializable(typeof(ChannelState.InApplication))]
[JsonSerializable(typeof(ChannelState.Eavesdrop))]
internal sealed partial class ObjectJsonContext : JsonSerializerContext;
