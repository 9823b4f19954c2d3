using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Rtp;

namespace Tandem.Media.Tests.Rtp;

public class RtpReceptionTests
{
    [Fact]
    public void LossIsCountedAcrossTheWrapWhateverWasDroppedOrReordered() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<ushort>(),
            ArbMap.Default.ArbFor<bool[]>(),
            (ushort start, bool[] keep) =>
            {
                // The ends are kept, since loss shows only between two packets; pairs are swapped, which is no loss.
                var kept = new List<ushort> { start };
                for (int i = 0; i < keep.Length; i++)
                {
                    if (keep[i])
                        kept.Add((ushort)(start + 1 + i));
                }

                kept.Add((ushort)(start + 1 + keep.Length));
                int lost = keep.Count(k => !k);
                for (int i = 1; i + 1 < kept.Count - 1; i += 2)
                    (kept[i], kept[i + 1]) = (kept[i + 1], kept[i]);

                var reception = new RtpReception();
                foreach (ushort sequence in kept)
                    reception.Accept(1, sequence);
                return reception.Lost == lost;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(80));

    [Fact]
    public void AHundredThousandPacketsWrapWithoutLoss()
    {
        var reception = new RtpReception();
        for (int i = 0; i < 100_000; i++)
            Assert.True(reception.Accept(1, (ushort)(65_000 + i)));
        Assert.Equal(0, reception.Lost);
        Assert.Equal(1, reception.Generation);
    }

    [Fact]
    public void ALoneStrayPacketIsIgnored()
    {
        var reception = new RtpReception();
        reception.Accept(1, 10);
        Assert.False(reception.Accept(1, 30_000));
        Assert.False(reception.Accept(2, 11));
        Assert.True(reception.Accept(1, 11));
        Assert.Equal(0, reception.Lost);
        Assert.Equal(1, reception.Generation);
    }

    [Fact]
    public void TwoConsecutivePacketsStartAnewAndKeepTheLossSoFar()
    {
        var reception = new RtpReception();
        reception.Accept(1, 10);
        reception.Accept(1, 15);
        Assert.False(reception.Accept(1, 30_000));
        Assert.True(reception.Accept(1, 30_001));
        Assert.False(reception.Accept(2, 500));
        Assert.True(reception.Accept(2, 501));
        Assert.Equal(4, reception.Lost);
        Assert.Equal(3, reception.Generation);
    }

    [Fact]
    public void DuplicatesMakeTheLossNegative()
    {
        var reception = new RtpReception();
        reception.Accept(1, 10);
        reception.Accept(1, 10);
        Assert.Equal(-1, reception.Lost);
    }

    [Fact]
    public void JitterFollowsTheFormulaOfTheStandard()
    {
        var reception = new RtpReception();
        double expected = 0;
        uint[] arrivals = [0, 170, 310, 500, 640, 805, 960, 1130];
        for (int i = 0; i < arrivals.Length; i++)
        {
            reception.Measure((uint)(160 * i), arrivals[i]);
            if (i > 0)
                expected += (Math.Abs((long)arrivals[i] - arrivals[i - 1] - 160) - expected) / 16;
        }

        Assert.Equal(expected, reception.ScaledJitter / 16.0, 0.5);
    }

    [Fact]
    public void AnEvenStreamHasNoJitterAcrossTheWrapOfTimestamps()
    {
        var reception = new RtpReception();
        for (uint i = 0; i < 100; i++)
            reception.Measure(uint.MaxValue - 5000 + (160 * i), 160 * i);
        Assert.Equal(0, reception.ScaledJitter);
    }
}
