using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Tandem.Hub.Rest.Commands;

/// <summary>All commands of the model but calls and hang-ups, which have endpoints of their own.</summary>
internal static class CommandRoutes
{
    private static readonly BodyField To = new("to", "The number to send to.", IsRequired: true);
    private static readonly BodyField Listener = new("listener", "The extension whose phone rings for it.", IsRequired: true);
    private static readonly BodyField Reason = new("reason", "Why.");

    /// <summary>The commands.</summary>
    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        Channel("answer", "Answers a ringing leg.", [], call => new AnswerCommand(call.Target)),
        Channel("hold", "Holds the other side of a leg.", [], call => new HoldCommand(call.Target)),
        Channel("resume", "Takes the other side back from hold.", [], call => new ResumeCommand(call.Target)),
        Channel("transfer", "Sends the other side of a leg elsewhere, without asking there first.", [To], call => new BlindTransferCommand(call.Target, call.Text("to"))),
        Channel("consult", "Holds the other side of a leg and calls somebody to ask first.", [To with { Description = "The number to ask." }], call => new ConsultCommand(call.Target, call.Text("to"))),
        Channel(
            "complete", "Joins the other sides of two legs of one party, who then leaves.",
            [new BodyField("consultation", "The same party's leg of the consultation.", IsRequired: true)],
            call => new AttendedTransferCommand(call.Target, call.Text("consultation"))),
        Channel("redirect", "Sends a leg itself elsewhere.", [To], call => new RedirectCommand(call.Target, call.Text("to"))),
        Channel(
            "park", "Parks a leg; the answer names the parked call.",
            [
                new BodyField("lot", "The parking lot."),
                new BodyField("slot", "The slot, where the exchange lets it be chosen."),
                new BodyField("timeoutSeconds", "When the call returns, 1 to 86400 s.", JsonSchemaType.Integer),
            ],
            call => new ParkCommand(call.Target, call.OptionalObject("lot"), call.Optional("slot"), call.Seconds("timeoutSeconds"))),
        Channel("voicemail", "Lets a leg leave a message.", [new BodyField("mailbox", "The mailbox.", IsRequired: true)], call => new DepositVoicemailCommand(call.Target, call.Text("mailbox"))),
        Channel("mute", "Mutes a party.", [], call => new MuteCommand(call.Target)),
        Channel("unmute", "Lets a party be heard again.", [], call => new MuteCommand(call.Target, Muted: false)),
        Channel("dtmf", "Sends digits to a party.", [new BodyField("digits", "0 to 9, * # and A to D.", IsRequired: true)], call => new SendDtmfCommand(call.Target, call.Text("digits"))),
        Channel("play", "Plays something to a party.", [new BodyField("media", "A sound or a URL, as the exchange names it.", IsRequired: true)], call => new PlayCommand(call.Target, call.Text("media"))),
        Channel("conference", "Moves a leg into a conference.", [new BodyField("room", "The room.", IsRequired: true)], call => new JoinConferenceCommand(call.Target, call.Text("room"))),
        Channel("kick", "Puts a leg out of its conference.", [], call => new KickCommand(call.Target)),
        Channel("recording/start", "Starts to record a leg.", [], call => new StartRecordingCommand(call.Target)),
        Channel("recording/pause", "Leaves out of the recording what comes now.", [], call => new PauseRecordingCommand(call.Target)),
        Channel("recording/resume", "Goes on recording.", [], call => new ResumeRecordingCommand(call.Target)),
        Channel("recording/stop", "Ends the recording.", [], call => new StopRecordingCommand(call.Target)),
        Channel("spy", "Lets somebody listen to a leg, unheard.", [Listener], call => new SpyCommand(call.Target, call.Text("listener"))) with { Scope = Scope.Admin },
        Channel("whisper", "Lets somebody listen to a leg and speak to its party alone.", [Listener], call => new WhisperCommand(call.Target, call.Text("listener"))) with { Scope = Scope.Admin },
        Channel("barge", "Lets somebody join a leg's call, heard by all.", [Listener], call => new BargeCommand(call.Target, call.Text("listener"))) with { Scope = Scope.Admin },
        Channel(
            "variables", "Sets a variable of a leg, which the exchange's dialplan may read.",
            [new BodyField("name", "Letters, digits, _ and -.", IsRequired: true), new BodyField("value", "Its value; empty where it is missing.")],
            call => new SetVariableCommand(call.Target, call.Text("name"), call.Optional("value", mayBeEmpty: true) ?? "")) with { Scope = Scope.Admin },

        Post("extensions/{id}/pickup", "Answers at an extension what rings elsewhere.", [new BodyField("channel", "The leg that rings.", IsRequired: true)], call => new PickUpCommand(call.Target, call.Text("channel"))),
        Post("extensions/{id}/retrieve", "Takes a parked call back at an extension.", [new BodyField("parkedCall", "The parked call.", IsRequired: true)], call => new RetrieveCommand(call.Target, call.Text("parkedCall"))),
        Put("extensions/{id}/dnd", "Sets do not disturb.", [], call => new SetDoNotDisturbCommand(call.Target, true)),
        Delete("extensions/{id}/dnd", "Takes do not disturb away.", call => new SetDoNotDisturbCommand(call.Target, false)),
        .. Enum.GetValues<ForwardCondition>().SelectMany(Forward),
        Put(
            "extensions/{id}/presence", "Sets what an extension's user is said to do.",
            [new BodyField("presence", "As the exchange names it: available, away, xa, dnd, chat, unavailable.", IsRequired: true), new BodyField("message", "What is said about it.")],
            call => new SetPresenceCommand(call.Target, call.Text("presence"), call.Optional("message"))),
        Delete("extensions/{id}/presence", "Takes the presence away.", call => new SetPresenceCommand(call.Target, "not_set")),

        Post(
            "queues/{id}/members", "Makes an extension a member of a queue.",
            [new BodyField("extension", "The extension.", IsRequired: true), new BodyField("penalty", "Members with a lower one are called first: 0, or more.", JsonSchemaType.Integer)],
            call => new AddQueueMemberCommand(call.Target, call.Text("extension"), call.Body.OptionalNumber("penalty", 0, 10_000) ?? 0)),
        Delete("queues/{id}/members/{extension}", "Takes a member out of a queue.", call => new RemoveQueueMemberCommand(call.Target, call.Member)),
        Put(
            "queues/{id}/members/{extension}/pause", "Pauses a member of a queue, or lets it be called again.",
            [new BodyField("paused", "Whether it is to be paused; true where it is missing.", JsonSchemaType.Boolean), Reason],
            call => new PauseQueueMemberCommand(call.Target, call.Member, call.Body.OptionalFlag("paused") ?? true, call.Optional("reason"))),

        Post("conferences/{id}/lock", "Lets nobody else into a conference.", [], call => new LockConferenceCommand(call.Target)),
        Post("conferences/{id}/unlock", "Lets others into a conference again.", [], call => new LockConferenceCommand(call.Target, Locked: false)),
        Post("conferences/{id}/end", "Ends a conference for all.", [], call => new EndConferenceCommand(call.Target)),
    ];

    private static IEnumerable<CommandRoute> Forward(ForwardCondition condition)
    {
        var path = $"extensions/{{id}}/forwards/{condition.ToString().ToLowerInvariant()}";
        var when = condition switch
        {
            ForwardCondition.Always => "every call",
            ForwardCondition.Busy => "calls that find an extension busy",
            _ => "calls that nobody answers",
        };
        yield return Put(
            path, $"Forwards {when}.",
            [new BodyField("to", "The number; missing for voicemail."), new BodyField("voicemail", "True for the extension's own voicemail.", JsonSchemaType.Boolean)],
            call => new SetForwardCommand(call.Target, condition, call.Body.OptionalFlag("voicemail") is true ? ForwardTarget.Voicemail : new ForwardTarget(call.Text("to"))));
        yield return Delete(path, $"No longer forwards {when}.", call => new SetForwardCommand(call.Target, condition, null));
    }

    private static CommandRoute Channel(string verb, string summary, BodyField[] fields, Func<CommandArguments, PbxCommand> read) =>
        Post($"channels/{{id}}/{verb}", summary, fields, read);

    private static CommandRoute Post(string path, string summary, BodyField[] fields, Func<CommandArguments, PbxCommand> read) =>
        new(HttpMethods.Post, path, summary, fields, read);

    private static CommandRoute Put(string path, string summary, BodyField[] fields, Func<CommandArguments, PbxCommand> read) =>
        new(HttpMethods.Put, path, summary, fields, read);

    private static CommandRoute Delete(string path, string summary, Func<CommandArguments, PbxCommand> read) => new(HttpMethods.Delete, path, summary, [], read);
}
