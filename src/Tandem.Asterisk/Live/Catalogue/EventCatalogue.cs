using System.Collections.Frozen;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>Every event that <see cref="AsteriskPbx.EventsAsync"/> can give, by name and by type.</summary>
public static class EventCatalogue
{
    /// <summary>The events.</summary>
    public static IReadOnlyList<EventDescription> All { get; } =
    [
        Entry<LiveEvent.Ready>("ready", "The model follows its Asterisk: always the first event."),
        Entry<LiveEvent.Reloaded>("reloaded", "Asterisk was read anew, after a reload of its settings or a lost connection."),
        Entry<LiveEvent.Missed>("missed", "The reader was too slow and lost events; the model has all that they would have told."),
        Entry<LiveEvent.ExtensionChanged>("extenChanged", "An extension or one of its calls changed."),
        Entry<LiveEvent.DoNotDisturbChanged>("extenDndChanged", "Do not disturb was switched."),
        Entry<LiveEvent.ForwardAlwaysChanged>("extenCfChanged", "The forward of every call to a number changed."),
        Entry<LiveEvent.ForwardBusyChanged>("extenCfbChanged", "The forward to a number while busy changed."),
        Entry<LiveEvent.ForwardUnavailableChanged>("extenCfuChanged", "The forward to a number when nobody answers changed."),
        Entry<LiveEvent.VoicemailAlwaysChanged>("extenCfVmChanged", "The forward of every call to voicemail changed."),
        Entry<LiveEvent.VoicemailBusyChanged>("extenCfbVmChanged", "The forward to voicemail while busy changed."),
        Entry<LiveEvent.VoicemailUnavailableChanged>("extenCfuVmChanged", "The forward to voicemail when nobody answers changed."),
        Entry<LiveEvent.Dialing>("extenDialing", "A phone of an extension is being called."),
        Entry<LiveEvent.Connected>("extenConnected", "Two parties speak with each other."),
        Entry<LiveEvent.HungUp>("extenHangup", "A call at a phone of an extension ended."),
        Entry<LiveEvent.CalledIn>("callInByTrunk", "The dialplan told of a call that came in by a trunk (UserEvent CallIn)."),
        Entry<LiveEvent.TrunkChanged>("trunkChanged", "A trunk or one of its calls changed."),
        Entry<LiveEvent.QueueChanged>("queueChanged", "A queue or who waits in it changed."),
        Entry<LiveEvent.QueueMemberChanged>("queueMemberChanged", "A member of a queue came, changed or went."),
        Entry<LiveEvent.ParkingChanged>("parkingChanged", "A call was parked, or left its slot."),
        Entry<LiveEvent.ConferenceChanged>("confBridgeConfChanged", "A conference or who is in it changed."),
        Entry<LiveEvent.ConferenceEnded>("confBridgeConfEnd", "A conference ended."),
        Entry<LiveEvent.VoicemailReceived>("newVoiceMessage", "A mailbox has a new message."),
        Entry<LiveEvent.VoicemailChanged>("updateVoiceMessages", "Messages of a mailbox were heard, moved or deleted."),
        Entry<LiveEvent.CallDetailRecorded>("newCdr", "A call detail record was written; only with AsteriskPbxOptions.CallDetailRecords."),
    ];

    private static readonly FrozenDictionary<Type, string> Names = All.ToFrozenDictionary(entry => entry.Type, entry => entry.Name);

    /// <summary>The event of a name; <see langword="null"/> when there is none.</summary>
    /// <param name="name">The name, as it is written here.</param>
    public static EventDescription? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    internal static string NameOf(Type type) => Names[type];

    private static EventDescription Entry<T>(string name, string summary)
        where T : LiveEvent => new(name, typeof(T), summary);
}
