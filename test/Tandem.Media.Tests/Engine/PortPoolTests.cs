using Tandem.Media.Engine;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Engine;

public class PortPoolTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(10000, 10005, new[] { 10000, 10002, 10004 })]
    [InlineData(10001, 10005, new[] { 10002, 10004 })]
    [InlineData(10000, 10004, new[] { 10000, 10002 })] // the last one would have no RTCP port
    public void OnlyEvenPortsWithTheirNextInTheRangeAreGiven(int first, int last, int[] expected)
    {
        var pool = new PortPool(first, last, TimeSpan.FromSeconds(2), _time);
        Assert.Equal(expected.Length, pool.Size);
        foreach (int port in expected)
            Assert.Equal(port, Take(pool));
        Assert.Null(Take(pool));
    }

    [Fact]
    public void AReturnedPortRestsFirst()
    {
        var pool = new PortPool(10000, 10001, TimeSpan.FromSeconds(2), _time);
        pool.Return(Take(pool)!.Value);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(Take(pool));
        Assert.Equal((0, 1), pool.Count());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((1, 0), pool.Count());
        Assert.Equal(10000, Take(pool));
    }

    [Fact]
    public void FreePortsAreThoseThatHaveRested()
    {
        var pool = new PortPool(10000, 10005, TimeSpan.FromSeconds(2), _time);
        Assert.True(pool.HasFree(3));
        Assert.False(pool.HasFree(4));
        pool.Return(Take(pool)!.Value);
        Assert.True(pool.HasFree(2));
        Assert.False(pool.HasFree(3));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(pool.HasFree(3));
        Take(pool);
        Assert.False(pool.HasFree(3));
        Assert.True(pool.HasFree(0));
    }

    [Fact]
    public void ThePortThatRestedLongestIsGivenFirst()
    {
        var pool = new PortPool(10000, 10005, TimeSpan.Zero, _time);
        int first = Take(pool)!.Value;
        int second = Take(pool)!.Value;
        pool.Return(second);
        pool.Return(first);
        Assert.Equal([10004, second, first], [Take(pool), Take(pool), Take(pool)]);
    }

    private static int? Take(PortPool pool) => pool.TryTake(out int port) ? port : null;
}
