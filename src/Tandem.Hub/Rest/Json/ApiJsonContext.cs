using System.Text.Json.Serialization;
using Tandem.Asterisk.Live.Functions;
using Tandem.Hub.Demo;
using Tandem.Hub.Events;
using Tandem.Hub.History;
using Tandem.Hub.Rest.Asterisk;
using Tandem.Hub.Rest.Commands;
using Tandem.Pbx;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Telemetry;
using Tandem.Switch.Notifications;
using Tandem.Switch.Trace;

namespace Tandem.Hub.Rest.Json;

/// <summary>What REST and the feed write, compiled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(InstantConverter),
        typeof(SecondsConverter),
        typeof(ObjectIdConverter),
        typeof(PositionConverter),
        typeof(HangupCauseConverter),
        typeof(ChannelStateConverter),
        typeof(CapabilitySetConverter),
        typeof(ExtensionStatusConverter),
        typeof(TrunkRegistrationConverter),
        typeof(EnumNameConverter<CallDirection>),
        typeof(EnumNameConverter<NotificationOutcome>),
        typeof(EnumNameConverter<CallTargetType>),
        typeof(EnumNameConverter<ChangeKind>),
        typeof(EnumNameConverter<ChannelDirection>),
        typeof(EnumNameConverter<ParticipantRole>),
        typeof(EnumNameConverter<PbxConnectionState>),
        typeof(EnumNameConverter<PeerLocation>),
        typeof(EnumNameConverter<QueueMemberType>),
        typeof(EnumNameConverter<RecordingStatus>),
        typeof(EnumNameConverter<TrunkStatus>),
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
[JsonSerializable(typeof(ChannelTelemetry))]
[JsonSerializable(typeof(LiveList<Channel>))]
[JsonSerializable(typeof(LiveList<Conversation>))]
[JsonSerializable(typeof(LiveList<Extension>))]
[JsonSerializable(typeof(LiveList<Queue>))]
[JsonSerializable(typeof(LiveList<QueueMember>))]
[JsonSerializable(typeof(LiveList<WaitingCaller>))]
[JsonSerializable(typeof(LiveList<ParkingLot>))]
[JsonSerializable(typeof(LiveList<ParkedCall>))]
[JsonSerializable(typeof(LiveList<Conference>))]
[JsonSerializable(typeof(LiveList<ConferenceParticipant>))]
[JsonSerializable(typeof(LiveList<Trunk>))]
[JsonSerializable(typeof(LiveList<Mailbox>))]
[JsonSerializable(typeof(LiveItem<Channel>))]
[JsonSerializable(typeof(LiveItem<Conversation>))]
[JsonSerializable(typeof(LiveItem<Extension>))]
[JsonSerializable(typeof(LiveItem<Queue>))]
[JsonSerializable(typeof(LiveItem<QueueMember>))]
[JsonSerializable(typeof(LiveItem<WaitingCaller>))]
[JsonSerializable(typeof(LiveItem<ParkingLot>))]
[JsonSerializable(typeof(LiveItem<ParkedCall>))]
[JsonSerializable(typeof(LiveItem<Conference>))]
[JsonSerializable(typeof(LiveItem<ConferenceParticipant>))]
[JsonSerializable(typeof(LiveItem<Trunk>))]
[JsonSerializable(typeof(LiveItem<Mailbox>))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(ItemList<HistoryEntry>))]
[JsonSerializable(typeof(ItemList<SourceView>))]
[JsonSerializable(typeof(ItemList<AsteriskMailbox>))]
[JsonSerializable(typeof(ItemList<CapabilityView>))]
[JsonSerializable(typeof(ItemList<string>))]
[JsonSerializable(typeof(ItemList<TokenView>))]
[JsonSerializable(typeof(ItemList<TracedCall>))]
[JsonSerializable(typeof(ItemList<TracedMessageView>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AstproxyExtension>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AstproxyQueue>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AstproxyParking>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AstproxyTrunk>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, AstproxyConference>))]
[JsonSerializable(typeof(ChangeKind))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(AnnouncementView))]
[JsonSerializable(typeof(AsteriskExtensionState))]
[JsonSerializable(typeof(AsteriskValue))]
[JsonSerializable(typeof(CallAccepted))]
[JsonSerializable(typeof(CommandDone))]
[JsonSerializable(typeof(ExtensionAdded))]
[JsonSerializable(typeof(NotificationSent))]
[JsonSerializable(typeof(FeedTicket))]
[JsonSerializable(typeof(TokenAdded))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
