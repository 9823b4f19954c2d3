using Tandem.Media.Engine;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Engine;

public class IdleWatchTests
{
    private const long Second = TimeSpan.TicksPerSecond;
    private readonly MediaShard _shard = new(0);

    [Fact]
    public void ASilentRemoteIsToldOnceUntilItIsHeardAgain()
    {
        LegUnderTest leg = Watched();
        Run(leg, 19);
        Assert.Equal(0, leg.Observer.Idles);
        Run(leg, 30);
        Assert.Equal(1, leg.Observer.Idles);
        leg.ReceiveAudio();
        Run(leg, 19);
        Assert.Equal(1, leg.Observer.Idles);
        Run(leg, 10);
        Assert.Equal(2, leg.Observer.Idles);
    }

    [Fact]
    public void AHeldRemoteMayBeSilentAndHasItsTimeAfterwards()
    {
        LegUnderTest leg = Watched();
        Run(leg, 10);
        leg.Leg.SetDirection(send: true, receive: false);
        Run(leg, 3600);
        leg.Leg.SetDirection(send: true, receive: true);
        Run(leg, 19);
        Assert.Equal(0, leg.Observer.Idles);
        Run(leg, 2);
        Assert.Equal(1, leg.Observer.Idles);
    }

    private static void Run(LegUnderTest leg, int seconds)
    {
        for (int i = 0; i < 4 * seconds; i++)
            leg.Leg.Service(leg.Now += Second / 4);
    }

    private LegUnderTest Watched()
    {
        var leg = new LegUnderTest(_shard);
        leg.Leg.Idle = new IdleWatch(TimeSpan.FromSeconds(20));
        return leg;
    }
}
