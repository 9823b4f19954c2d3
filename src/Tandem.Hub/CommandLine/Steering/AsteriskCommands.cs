using System.CommandLine;
using System.Text.Json.Nodes;
using static Tandem.Hub.CommandLine.Steering.SteerArgument;

namespace Tandem.Hub.CommandLine.Steering;

/// <summary><c>tandem asterisk</c>: what an Asterisk alone can do, by the hub that has joined it.</summary>
internal static class AsteriskCommands
{
    public static Command Create() => SteerCommands.Group(
        [
            new("asterisk capabilities", "List what an Asterisk can do, and why it cannot do the rest.", "office", HttpMethod.Get, "asterisk/{NAME}/capabilities", "", Name()) { Show = ShowCapabilities },
            Database("get", HttpMethod.Get, "Read an entry of Asterisk's database.", "office CRM 1001", "{value}"),
            Database("set", HttpMethod.Put, "Write an entry of Asterisk's database.", "office CRM 1001 gold", "{FAMILY}/{KEY} is {VALUE}.", Value()),
            Database("delete", HttpMethod.Delete, "Take an entry of Asterisk's database away.", "office CRM 1001", "{FAMILY}/{KEY} is gone."),
            new("asterisk variable get", "Read a global variable.", "office OPEN", HttpMethod.Get, "asterisk/{NAME}/variables/{VARIABLE}", "{value}", Name(), Variable()),
            new("asterisk variable set", "Set a global variable.", "office OPEN 1", HttpMethod.Put, "asterisk/{NAME}/variables/{VARIABLE}", "{VARIABLE} is {VALUE}.", Name(), Variable(), Value()),
            new("asterisk device", "Set the state of a custom device, as lamps of phones show it.", "office night inuse", HttpMethod.Put, "asterisk/{NAME}/devices/{DEVICE}", "Custom:{DEVICE} is {STATE}.",
                Name(), Word("DEVICE", "The device, without Custom:"), Word("STATE", "not_inuse, inuse, busy, invalid, unavailable, ringing, ringinuse, onhold or unknown.", "state")),
            new("asterisk digits", "Ring an extension's phone and send digits to it.", "office 101 1234#", HttpMethod.Post, "asterisk/{NAME}/digits", "Extension {EXTENSION} hears {DIGITS}.",
                Name(), Word("EXTENSION", "The extension.", "extension"), Word("DIGITS", "0 to 9, * # and A to D.", "digits")),
            new("asterisk announce", "Ring an extension's phone and record an announcement there.", "office 101 closed-today", HttpMethod.Post, "asterisk/{NAME}/announcements", "Extension {EXTENSION} speaks to {file}",
                Name(), Word("EXTENSION", "The extension.", "extension"), Word("FILE", "The file without folder and ending: letters, digits, _ and -.", "name")),
            new("asterisk voicemail", "List the mailboxes.", "office", HttpMethod.Get, "asterisk/{NAME}/voicemail", "", Name()) { Show = ShowMailboxes },
            new("asterisk queuelog", "Write into the log of queues.", "office 401 AGENTLOGIN --member \"User 101\"", HttpMethod.Post, "asterisk/{NAME}/queuelog", "{EVENT} of {QUEUE} is logged.",
                Name(), Word("QUEUE", "The queue.", "queue"), Word("EVENT", "What happened.", "event"),
                Text("--member", "The member that it is about.", "member"), Text("--text", "More about it.", "text"), Text("--call", "The unique id of the call that it is about.", "call")),
            new("asterisk state", "Read the state of an extension's hint.", "office 101", HttpMethod.Get, "asterisk/{NAME}/extensions/{EXTENSION}/state", "{text} ({status}) by {hint}", Name(), Extension()),
            new("asterisk recalls get", "List who is called back when an extension is no longer busy.", "office 101", HttpMethod.Get, "asterisk/{NAME}/extensions/{EXTENSION}/recalls", "{items}", Name(), Extension()),
            new("asterisk recalls set", "Say who is called back when an extension is no longer busy.", "office 101 102 103", HttpMethod.Put, "asterisk/{NAME}/extensions/{EXTENSION}/recalls", "Waiting for {EXTENSION}: {CALLERS}",
                Name(), Extension(), Words("CALLERS", "Their numbers; none takes the entry away.", "callers")),
        ],
        ("asterisk", "What an Asterisk alone can do: its database, variables, devices, announcements."),
        ("asterisk db", "Read and write Asterisk's database (AstDB)."),
        ("asterisk variable", "Read and set global variables."),
        ("asterisk recalls", "Who is called back when an extension is no longer busy."))[0];

    private static SteerCommand Database(string verb, HttpMethod method, string help, string example, string done, params SteerArgument[] arguments) => new(
        $"asterisk db {verb}", help, example, method, "asterisk/{NAME}/database/{FAMILY}/{KEY}", done, [Name(), Word("FAMILY", "The family."), Word("KEY", "The key."), .. arguments]);

    private static SteerArgument Name() => Word("NAME", "The name of the source, as the settings have it.");

    private static SteerArgument Extension() => Word("EXTENSION", "The extension.");

    private static SteerArgument Variable() => Word("VARIABLE", "The variable: letters, digits, _ and -.");

    private static SteerArgument Value() => Word("VALUE", "Its value.", "value");

    private static void ShowCapabilities(JsonNode answer) =>
        Output.Table("It has no capabilities.", ["Capability", "Missing because"], [.. Output.Items(answer).Select(item => new[] { (string?)item["name"] ?? "", (string?)item["missing"] ?? "" })]);

    private static void ShowMailboxes(JsonNode answer) => Output.Table(
        "There are no mailboxes.",
        ["Mailbox", "Name", "E-mail", "New", "Old", "At most"],
        [.. Output.Items(answer).Select(item => new[]
        {
            $"{item["number"]}@{item["context"]}",
            (string?)item["name"] ?? "",
            (string?)item["email"] ?? "",
            $"{item["newMessages"]}",
            $"{item["oldMessages"]}",
            $"{item["maxMessages"]}",
        })]);
}
