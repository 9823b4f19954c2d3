using System.Text.Json.Nodes;
using Tandem.Asterisk.Tests;
using Tandem.Asterisk.Tests.Live;

namespace Tandem.Hub.Tests.Rest.Asterisk;

/// <summary>What holds of the JSON for programs made for astproxy at every moment of every scene.</summary>
public sealed class AstproxyShapeTests
{
    // The fields as astproxy's pages and sources list them.
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["extension"] = "exten name username ip port mac chanType context codecs sipuseragent useWebsocket status dnd cf cfb cfu cfVm cfbVm cfuVm conversations",
        ["channel"] = "type channel callerNum callerName bridgedNum bridgedName bridgedChannel channelStatus inConference startTime",
        ["conversation"] = "id owner chSource chDest uniqueId linkedId startTime duration connected direction recording inConference throughQueue queueId throughTrunk counterpartNum counterpartName",
        ["queue"] = "queue name members waitingCallers avgHoldTime avgTalkTime completedCallsCount abandonedCallsCount serviceLevelTimePeriod serviceLevelPercentage",
        ["member"] = "member name queue type loggedIn paused callsTakenCount lastCallTimestamp lastPausedInReason lastPausedInTimestamp lastPausedOutTimestamp",
        ["waiting"] = "id num name queue channel position waiting waitingTime",
        ["parking"] = "parking name timeout parkedCaller",
        ["parked"] = "parking channel num name parkeeNum parkeeName timeout",
        ["trunk"] = "exten name ip port codecs chanType sipuseragent status registration maxChannels conversations",
        ["trunkConversation"] = "id owner chSource chDest duration recording direction internalNum internalName externalNum externalName throughQueue",
        ["conference"] = "id users",
        ["user"] = "id name owner muted site prefix extenId",
    };

    public static TheoryData<string> Scenes() => AstproxySceneTests.Scenes();

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Every_object_has_every_field_and_no_other(string scene)
    {
        foreach (var moment in MomentsOf(scene))
        {
            Each(moment, "extensions", "extension");
            foreach (var conversation in moment["extensions"]!.AsObject().SelectMany(extension => Each(extension.Value!, "conversations", "conversation")))
            {
                AssertSides(conversation);
            }
            foreach (var queue in Each(moment, "queues", "queue"))
            {
                Each(queue, "members", "member");
                Each(queue, "waitingCallers", "waiting");
            }
            foreach (var parking in Each(moment, "parkings", "parking").Where(parking => parking["parkedCaller"]!.AsObject().Count > 0))
            {
                AssertFields("parked", parking["parkedCaller"]!);
            }
            Each(moment, "trunks", "trunk");
            foreach (var conference in Each(moment, "conferences", "conference"))
            {
                Each(conference, "users", "user");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Both_sides_of_a_conversation_have_it_and_one_of_them_called(string scene)
    {
        foreach (var moment in MomentsOf(scene))
        {
            var conversations = moment["extensions"]!.AsObject().SelectMany(extension => extension.Value!["conversations"]!.AsObject()).ToList();
            foreach (var (id, conversation) in conversations)
            {
                Assert.Equal(id, (string?)conversation!["id"]);
                Assert.Equal($"{(string?)conversation["chSource"]?["channel"]}>{(string?)conversation["chDest"]?["channel"]}", id);
                Assert.Contains((string?)conversation["direction"], new[] { "in", "out" });
                var isAlone = conversation["chSource"] is null || conversation["chDest"] is null;
                var twins = conversations.Where(other => other.Key == id).Select(other => (string)other.Value!["direction"]!).Order().ToList();
                Assert.Equal(isAlone ? [twins[0]] : ["in", "out"], twins);
            }
        }
    }

    internal static void AssertFields(string kind, JsonNode node) => Assert.Equal(Fields[kind].Split(' ').Order(), node.AsObject().Select(field => field.Key).Order());

    internal static void AssertSides(JsonNode conversation)
    {
        foreach (var side in new[] { conversation["chSource"], conversation["chDest"] }.OfType<JsonNode>())
        {
            AssertFields("channel", side);
        }
    }

    private static List<JsonNode> Each(JsonNode parent, string list, string kind)
    {
        var items = parent[list]!.AsObject().Select(item => item.Value!).ToList();
        Assert.All(items, item => AssertFields(kind, item));
        return items;
    }

    private static IEnumerable<JsonObject> MomentsOf(string scene)
    {
        var replay = Replay.Synchronised();
        foreach (var message in Transcripts.Load(scene).ToMessages())
        {
            var before = replay.State.Position;
            replay.Play(message);
            if (replay.State.Position != before)
            {
                yield return SceneJson.At(replay);
            }
        }
    }
}
