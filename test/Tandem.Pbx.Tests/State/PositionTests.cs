using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.State;

public sealed class PositionTests
{
    [Fact]
    public void A_position_survives_its_text()
    {
        var state = new PbxState("s");
        state.Write(ChangeKind.Offered, writer => writer.Upsert(TestCalls.Channel("1")));
        Assert.Equal(state.Position, Position.Parse(state.Position.ToString()));
        Assert.NotEqual(default, state.Position);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("0123456789abcdef-")]
    [InlineData("0123456789abcdefg-1")]
    [InlineData("0123456789abcdef-ffffffffffffffff")]
    [InlineData("0123456789abcdef-11111111111111111")]
    public void Anything_else_is_no_position(string? text) => Assert.False(Position.TryParse(text, out _));

    [Fact]
    public void Two_runs_never_share_positions() =>
        Assert.NotEqual(new PbxState("s").Position, new PbxState("s").Position);
}
