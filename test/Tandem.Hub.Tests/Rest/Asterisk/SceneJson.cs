using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Tests;
using Tandem.Asterisk.Tests.Live;
using Tandem.Hub.Rest.Asterisk;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Rest.Asterisk;

/// <summary>What programs made for astproxy read of a scene that a real Asterisk played.</summary>
internal static class SceneJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The scenes, by name.</summary>
    public static IEnumerable<string> Names => Transcripts.Names.Where(name => name != "01-initial-sync");

    /// <summary>The quiet Asterisk before each scene.</summary>
    public static JsonObject Quiet() => At(Replay.Synchronised());

    /// <summary>A scene with the most legs up and the most of them speaking, the last such moment.</summary>
    public static Replay Busiest(string scene)
    {
        var messages = Transcripts.Load(scene).ToMessages().ToArray();
        var trial = Replay.Synchronised();
        var (count, most) = (0, 0);
        for (var i = 0; i < messages.Length; i++)
        {
            trial.Play(messages[i]);
            var busyness = BusynessOf(trial.State.Snapshot());
            (count, most) = busyness >= most ? (i + 1, busyness) : (count, most);
        }
        var replay = Replay.Synchronised();
        replay.Play(messages[..count]);
        return replay;
    }

    /// <summary>What there is at a moment of a replay.</summary>
    public static JsonObject At(Replay replay, AstproxyMask mask = AstproxyMask.None)
    {
        var view = new AstproxyView(replay.State.Snapshot(), "pbx", AstDbFamilies.Default, replay.Clock.GetUtcNow(), mask);
        return new JsonObject
        {
            ["extensions"] = NodeOf(view.Extensions()),
            ["queues"] = NodeOf(view.Queues()),
            ["parkings"] = NodeOf(view.Parkings()),
            ["trunks"] = NodeOf(view.Trunks()),
            ["conferences"] = NodeOf(view.Conferences()),
        };
    }

    /// <summary>The objects that are not as they were.</summary>
    public static JsonObject Difference(JsonObject before, JsonObject after)
    {
        var difference = new JsonObject();
        foreach (var (list, objects) in after)
        {
            var changed = objects!.AsObject().Where(item => !JsonNode.DeepEquals(item.Value, before[list]![item.Key])).Select(item => KeyValuePair.Create(item.Key, item.Value?.DeepClone())).ToList();
            if (changed.Count > 0)
            {
                difference[list] = new JsonObject(changed);
            }
        }
        return difference;
    }

    /// <summary>The text of a file.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static int BusynessOf(PbxSnapshot state) =>
        (state.Channels.Count * 100) + state.Channels.Sum(channel => channel.BridgedWith.Count) + state.WaitingCallers.Count + state.ParkedCalls.Count + state.ConferenceParticipants.Count;

    private static JsonNode NodeOf<T>(IReadOnlyDictionary<string, T> objects) =>
        JsonSerializer.SerializeToNode(objects, ApiJson.TypeOf<IReadOnlyDictionary<string, T>>())!;
}
