using System.Text.Json.Nodes;
using Tandem.Asterisk.Tests.Live;

namespace Tandem.Hub.Tests.Rest.Asterisk;

/// <summary>
/// The JSON for programs made for astproxy, of every scene that a real Asterisk played: the files in <c>Scenes</c> hold the quiet Asterisk
/// whole, and of each scene what is different from that when most goes on and at the end. They were checked against astproxy's rules by people.
/// </summary>
public sealed class AstproxySceneTests
{
    public static TheoryData<string> Scenes() => [.. SceneJson.Names];

    [Fact]
    public void A_quiet_asterisk_reads_so() => Compare("01-initial-sync", SceneJson.Quiet());

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_reads_so_at_its_busiest_and_at_its_end(string name)
    {
        var quiet = SceneJson.Quiet();
        Compare(name, new JsonObject
        {
            ["busiest"] = SceneJson.Difference(quiet, SceneJson.At(SceneJson.Busiest(name))),
            ["end"] = SceneJson.Difference(quiet, SceneJson.At(Replay.Scene(name))),
        });
    }

    private static void Compare(string name, JsonObject actual)
    {
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rest", "Asterisk", "Scenes", name + ".json")), SceneJson.Text(actual));
    }
}
