using System.CommandLine;
using static Tandem.Hub.CommandLine.Steering.SteerArgument;

namespace Tandem.Hub.CommandLine.Steering;

/// <summary>The commands on legs, extensions, queues and conferences: <c>tandem hold</c>, <c>tandem queue add</c>, ...</summary>
internal static class SteerCommands
{
    private const string Leg = "office:1795208248.0";

    /// <summary>All of them, those with several words below their groups.</summary>
    public static IEnumerable<Command> Create() => Group(
        [.. Calls(), .. Listening(), .. Settings(), .. Queues(), .. Conferences()],
        ("record", "Record a leg: start, pause, resume, stop."),
        ("conference", "Bring legs into conferences, lock and end them."),
        ("queue", "Add, remove and pause members of queues."),
        ("dnd", "Set do not disturb and take it away."),
        ("forward", "Set forwards and take them away."));

    /// <summary>Puts commands of several words below their groups.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="groups">What each group is for, by its words.</param>
    public static IReadOnlyList<Command> Group(IReadOnlyList<SteerCommand> commands, params (string Words, string Help)[] groups)
    {
        var made = new List<Command>();
        var known = new Dictionary<string, Command>(StringComparer.Ordinal);
        foreach (var command in commands)
        {
            if (command.Words.LastIndexOf(' ') is > 0 and var last)
            {
                Parent(command.Words[..last], command).Subcommands.Add(command.Create());
            }
            else
            {
                made.Add(command.Create());
            }
        }
        return made;

        Command Parent(string words, SteerCommand first)
        {
            if (!known.TryGetValue(words, out var group))
            {
                var help = groups.Single(item => item.Words == words).Help;
                known[words] = group = new Command(words.Split(' ')[^1], $"{help}\n\n  tandem {first.Words} {first.Example}".TrimEnd());
                if (words.LastIndexOf(' ') is > 0 and var last)
                {
                    Parent(words[..last], first).Subcommands.Add(group);
                }
                else
                {
                    made.Add(group);
                }
            }
            return group;
        }
    }

    private static IEnumerable<SteerCommand> Calls() =>
    [
        OnLeg("answer", "answer", "Answer a ringing leg.", "Leg {LEG} is answered."),
        OnLeg("hold", "hold", "Hold the other side of a leg.", "Leg {LEG} holds the other side."),
        OnLeg("resume", "resume", "Take the other side of a leg back from hold.", "Leg {LEG} has the other side back."),
        OnLeg("transfer", "transfer", "Send the other side of a leg elsewhere, without asking there first.", "The other side of {LEG} is sent to {TO}.", "103", To()),
        OnLeg("consult", "consult", "Hold the other side of a leg and call somebody to ask first.", "Leg {LEG} asks {TO}.", "103", To()),
        OnLeg(
            "complete", "complete", "Join the other sides of two legs of one party, who then leaves.", "The other sides of {LEG} and {CONSULTATION} are together.", "office:1795208260.4",
            Word("CONSULTATION", "The same party's leg of the consultation.", "consultation")),
        OnLeg("redirect", "redirect", "Send a leg itself elsewhere.", "Leg {LEG} is sent to {TO}.", "600", To()),
        OnLeg("voicemail", "voicemail", "Let a leg leave a message.", "Leg {LEG} leaves a message for {MAILBOX}.", "101@default", Word("MAILBOX", "The mailbox.", "mailbox")),
        OnLeg(
            "park", "park", "Park a leg.", "Parked: {id}", "--timeout 60",
            Text("--lot", "The parking lot. Default: the exchange's own choice.", "lot"),
            Text("--slot", "The slot, where the exchange lets it be chosen.", "slot"),
            Number("--timeout", "When the call returns, in seconds. Default: as the lot says.", "timeoutSeconds")),
        new("retrieve", "Take a parked call back at an extension.", "101 office:default/701", HttpMethod.Post, "extensions/{EXTENSION}/retrieve", "Extension {EXTENSION} gets {PARKED-CALL}.",
            Extension(), Word("PARKED-CALL", "The parked call, as `tandem park` named it.", "parkedCall")),
        new("pickup", "Answer at an extension what rings elsewhere.", $"101 {Leg}", HttpMethod.Post, "extensions/{EXTENSION}/pickup", "Extension {EXTENSION} has {LEG}.",
            Extension(), Word("LEG", "The leg that rings, as `tandem legs` shows it.", "channel")),
        OnLeg("mute", "mute", "Mute a party.", "Leg {LEG} is mute."),
        OnLeg("unmute", "unmute", "Let a party be heard again.", "Leg {LEG} is heard again."),
        OnLeg("dtmf", "dtmf", "Send digits to a party.", "Sent to {LEG}: {DIGITS}", "1234#", Word("DIGITS", "0 to 9, * # and A to D.", "digits")),
        OnLeg("play", "play", "Play something to a party.", "Leg {LEG} hears {MEDIA}.", "custom/welcome", Word("MEDIA", "A sound or a URL, as the exchange names it.", "media")),
        OnLeg(
            "variable", "variables", "Set a variable of a leg, which the exchange's dialplan may read.", "{NAME} of {LEG} is set.", "CRM_CASE 4711",
            Word("NAME", "The variable: letters, digits, _ and -.", "name"), Word("VALUE", "Its value. Default: an empty one.", "value", isRequired: false)),
    ];

    private static IEnumerable<SteerCommand> Listening() =>
    [
        OnLeg("record start", "recording/start", "Start to record a leg.", "Leg {LEG} is recorded."),
        OnLeg("record pause", "recording/pause", "Leave out of the recording what comes now.", "The recording of {LEG} pauses."),
        OnLeg("record resume", "recording/resume", "Go on recording.", "The recording of {LEG} goes on."),
        OnLeg("record stop", "recording/stop", "End the recording.", "The recording of {LEG} is over."),
        OnLeg("spy", "spy", "Listen to a leg at an extension's phone, unheard.", "Extension {LISTENER} listens to {LEG}.", "101", Listener()),
        OnLeg("whisper", "whisper", "Listen to a leg and speak to its party alone.", "Extension {LISTENER} whispers to {LEG}.", "101", Listener()),
        OnLeg("barge", "barge", "Join a leg's call, heard by all.", "Extension {LISTENER} is in the call of {LEG}.", "101", Listener()),
    ];

    private static IEnumerable<SteerCommand> Settings() =>
    [
        new("dnd on", "Set do not disturb.", "101", HttpMethod.Put, "extensions/{EXTENSION}/dnd", "Extension {EXTENSION} is not disturbed.", Extension()),
        new("dnd off", "Take do not disturb away.", "101", HttpMethod.Delete, "extensions/{EXTENSION}/dnd", "Extension {EXTENSION} can be called.", Extension()),
        new("forward set", "Forward an extension's calls to a number, or to its voicemail.", "101 busy --voicemail", HttpMethod.Put, "extensions/{EXTENSION}/forwards/{WHEN}", "Calls for {EXTENSION} are forwarded: {WHEN}.",
            Extension(), When(), Word("TO", "The number; none with --voicemail.", "to", isRequired: false), Flag("--voicemail", "To the extension's own voicemail.", "voicemail")),
        new("forward clear", "Forward an extension's calls no longer.", "101 busy", HttpMethod.Delete, "extensions/{EXTENSION}/forwards/{WHEN}", "Calls for {EXTENSION} are no longer forwarded: {WHEN}.", Extension(), When()),
        new("presence", "Set what an extension's user is said to do.", "101 away --message \"back at 3\"", HttpMethod.Put, "extensions/{EXTENSION}/presence", "Extension {EXTENSION} is {PRESENCE}.",
            Extension(), Word("PRESENCE", "As the exchange names it: available, away, xa, dnd, chat, unavailable, not_set.", "presence"), Text("--message", "What is said about it.", "message")),
    ];

    private static IEnumerable<SteerCommand> Queues() =>
    [
        new("queue add", "Make an extension a member of a queue.", "office:401 101 --penalty 1", HttpMethod.Post, "queues/{QUEUE}/members", "Extension {EXTENSION} is in {QUEUE}.",
            Queue(), Word("EXTENSION", "The extension.", "extension"), Number("--penalty", "Members with a lower one are called first: 0, or more.", "penalty")),
        new("queue remove", "Take a member out of a queue.", "office:401 101", HttpMethod.Delete, "queues/{QUEUE}/members/{EXTENSION}", "Extension {EXTENSION} is out of {QUEUE}.", Queue(), Extension()),
        new("queue pause", "Pause a member of a queue.", "office:401 101 --reason lunch", HttpMethod.Put, "queues/{QUEUE}/members/{EXTENSION}/pause", "Extension {EXTENSION} pauses in {QUEUE}.",
            Queue(), Extension(), Text("--reason", "Why.", "reason")),
        new("queue resume", "Let a paused member be called again.", "office:401 101", HttpMethod.Put, "queues/{QUEUE}/members/{EXTENSION}/pause", "Extension {EXTENSION} is called again in {QUEUE}.", Queue(), Extension())
        {
            Always = [("paused", false)],
        },
    ];

    private static IEnumerable<SteerCommand> Conferences() =>
    [
        OnLeg("conference join", "conference", "Move a leg into a conference.", "Leg {LEG} is in {ROOM}.", "800", Word("ROOM", "The room.", "room")),
        OnLeg("conference kick", "kick", "Put a leg out of its conference.", "Leg {LEG} is out of its conference."),
        OnConference("lock", "Let nobody else into a conference.", "Conference {CONFERENCE} is locked."),
        OnConference("unlock", "Let others into a conference again.", "Conference {CONFERENCE} is open."),
        OnConference("end", "End a conference for all.", "Conference {CONFERENCE} is over."),
    ];

    private static SteerCommand OnLeg(string words, string verb, string help, string done, string example = "", params SteerArgument[] arguments) => new(
        words, help, $"{Leg} {example}".TrimEnd(), HttpMethod.Post, $"channels/{{LEG}}/{verb}", done, [Word("LEG", "The leg, as `tandem legs` shows it."), .. arguments]);

    private static SteerCommand OnConference(string verb, string help, string done) => new(
        $"conference {verb}", help, "office:800", HttpMethod.Post, $"conferences/{{CONFERENCE}}/{verb}", done, Word("CONFERENCE", "The conference."));

    private static SteerArgument To() => Word("TO", "The number.", "to");

    private static SteerArgument Listener() => Word("LISTENER", "The extension whose phone rings for it.", "listener");

    private static SteerArgument Extension() => Word("EXTENSION", "The extension.");

    private static SteerArgument Queue() => Word("QUEUE", "The queue.");

    private static SteerArgument When() => Word("WHEN", "Which calls: always, busy or unavailable.", field: null, isRequired: true, "always", "busy", "unavailable");
}
