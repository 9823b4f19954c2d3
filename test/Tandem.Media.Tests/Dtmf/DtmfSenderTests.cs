using Tandem.Media.Dtmf;

namespace Tandem.Media.Tests.Dtmf;

public class DtmfSenderTests
{
    [Fact]
    public void ADigitIsElevenPacketsThreeEndsAndAPause()
    {
        var sender = new DtmfSender();
        sender.Enqueue(5);
        var sent = new List<(TelephoneEvent Event, bool First)?>();
        while (sender.IsBusy)
            sent.Add(sender.Advance(out TelephoneEvent packet, out bool first) ? (packet, first) : null);

        Assert.Equal(24, sent.Count);
        for (int i = 0; i < 11; i++)
            Assert.Equal((new TelephoneEvent(5, false, 13, (ushort)(160 * (i + 1))), i == 0), sent[i]);
        for (int i = 11; i < 14; i++)
            Assert.Equal((new TelephoneEvent(5, true, 13, 1920), false), sent[i]);
        Assert.All(sent.Skip(14), Assert.Null);
    }

    [Fact]
    public void ManyDigitsAreSentInTheirOrder()
    {
        var sender = new DtmfSender();
        foreach (byte code in (byte[])[1, 1, 2])
            sender.Enqueue(code);
        var starts = new List<byte>();
        while (sender.IsBusy)
        {
            if (sender.Advance(out TelephoneEvent packet, out bool first) && first)
                starts.Add(packet.Event);
        }

        Assert.Equal([1, 1, 2], starts);
    }

    [Fact]
    public void NoMoreThanTheCapacityWaits()
    {
        var sender = new DtmfSender();
        for (int i = 0; i < DtmfSender.Capacity + 10; i++)
            sender.Enqueue(1);
        int starts = 0;
        while (sender.IsBusy)
        {
            if (sender.Advance(out _, out bool first) && first)
                starts++;
        }

        Assert.Equal(DtmfSender.Capacity, starts);
    }
}
