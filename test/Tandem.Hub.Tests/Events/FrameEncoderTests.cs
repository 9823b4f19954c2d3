using System.Text;
using Tandem.Hub.Events;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Tests.Events;

public sealed class FrameEncoderTests
{
    public static TheoryData<string?> Views => [null, TestHub.Domain];

    [Theory]
    [MemberData(nameof(Views))]
    public void A_frame_is_encoded_once_for_all_who_see_the_same(string? domain)
    {
        var source = new FakePbx("s");
        var encoder = new FrameEncoder();
        var projection = Make(domain);
        using var one = source.State.SnapshotAndWatch(projection);
        using var two = source.State.SnapshotAndWatch(Make(domain));
        source.Call(TestHub.Domain, "101", "102");
        source.Call(TestHub.Domain, "101", "102");
        for (var i = 0; i < 3; i++)
        {
            Assert.True(one.TryRead(out var first));
            Assert.True(two.TryRead(out var second));
            Assert.Same(encoder.Encode(first, projection), encoder.Encode(second, Make(domain)));
        }
    }

    [Fact]
    public void Who_comes_later_gets_its_own_first_frame_and_shares_the_next()
    {
        var source = new FakePbx("s");
        var encoder = new FrameEncoder();
        var projection = Projection.ForDomain(TestHub.Domain);
        using var early = source.State.SnapshotAndWatch(projection);
        source.Call("other", "x501", "x502");
        using var late = source.State.SnapshotAndWatch(projection);
        source.Call(TestHub.Domain, "101", "102");
        source.Call(TestHub.Domain, "101", "102");
        early.TryRead(out _);
        late.TryRead(out _);
        early.TryRead(out var first);
        late.TryRead(out var lateFirst);
        Assert.NotSame(encoder.Encode(first!, projection), encoder.Encode(lateFirst!, projection));
        early.TryRead(out first);
        late.TryRead(out lateFirst);
        Assert.Same(encoder.Encode(first!, projection), encoder.Encode(lateFirst!, projection));
    }

    [Fact]
    public void Views_do_not_share()
    {
        var source = new FakePbx("s");
        var encoder = new FrameEncoder();
        source.Call("other", "x501", "x502");
        using var all = source.State.SnapshotAndWatch();
        using var own = source.State.SnapshotAndWatch(Projection.ForDomain(TestHub.Domain));
        all.TryRead(out var whole);
        own.TryRead(out var part);
        Assert.Contains("x501", Text(encoder.Encode(whole!, Projection.Everything)), StringComparison.Ordinal);
        Assert.DoesNotContain("x501", Text(encoder.Encode(part!, Projection.ForDomain(TestHub.Domain))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_has_its_data_in_one_line()
    {
        var source = new FakePbx("s");
        source.Call(TestHub.Domain, "10\r\n1", "Jörg");
        using var watcher = source.State.SnapshotAndWatch();
        watcher.TryRead(out var frame);
        var encoded = new FrameEncoder().Encode(frame!, Projection.Everything);
        var text = Encoding.UTF8.GetString(encoded.ServerSentEvent.Span);
        Assert.Equal($"id: {frame!.Position}\nevent: snapshot\ndata: {Text(encoded)}\n\n", text);
        Assert.DoesNotContain('\n', Text(encoded));
        Assert.DoesNotContain('\r', Text(encoded));
    }

    private static Projection Make(string? domain) => domain is null ? Projection.Everything : Projection.ForDomain(domain);

    private static string Text(EncodedFrame frame) => Encoding.UTF8.GetString(frame.Message.Span);
}
