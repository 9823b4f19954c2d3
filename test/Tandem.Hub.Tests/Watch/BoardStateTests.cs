using System.Text.Json.Nodes;
using Spectre.Console;
using Tandem.Hub.Events;
using Tandem.Hub.Tests.Testing;
using Tandem.Hub.Watch;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Tests.Watch;

public sealed class BoardStateTests
{
    [Fact]
    public void A_board_shows_who_talks_to_whom_as_the_frames_say()
    {
        var pbx = new FakePbx("asterisk");
        pbx.Call(TestHub.Domain, "101", "102");
        var board = new BoardState(source: null);

        Apply(board, pbx);

        var text = Draw(board);
        Assert.Contains("101", text, StringComparison.Ordinal);
        Assert.Contains("102", text, StringComparison.Ordinal);
        Assert.Single(board.Of("conversations"));
    }

    [Fact]
    public void A_board_of_one_source_shows_nothing_of_others()
    {
        var pbx = new FakePbx("asterisk");
        pbx.Call(TestHub.Domain, "101", "102");
        var board = new BoardState("other");

        Apply(board, pbx);

        Assert.Empty(board.Of("conversations"));
        Assert.Empty(board.Of("channels"));
    }

    private static void Apply(BoardState board, FakePbx pbx)
    {
        using var watcher = pbx.Model.SnapshotAndWatch();
        var encoder = new FrameEncoder();
        while (watcher.TryRead(out var frame))
        {
            board.Apply(JsonNode.Parse(encoder.Encode(frame, Projection.Everything).Message.Span)!);
        }
    }

    private static string Draw(BoardState board)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 160;
        console.Write(BoardView.Draw(board, "", DateTimeOffset.UnixEpoch));
        return writer.ToString();
    }
}
