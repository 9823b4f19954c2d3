using Tandem.Media.Dtmf;
using Tandem.Media.Engine;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Dtmf;

public class DtmfDetectorTests
{
    private const string Digits = "0123456789*#ABCD";
    private readonly MediaShard _shard = new(0);

    [Theory]
    [InlineData(40, 40, 0, 0)]
    [InlineData(100, 100, 0.015, 0)]
    [InlineData(100, 100, -0.015, 0)]
    [InlineData(60, 40, 0, 6)]
    [InlineData(60, 40, 0, -6)]
    public void DigitsAreHeardOnce(int on, int off, double detune, double twist)
    {
        List<short> samples = [];
        foreach (char digit in Digits + "1155")
        {
            samples.AddRange(Press(digit, on, detune, twist, 0.2));
            samples.AddRange(new short[off * 8]);
        }

        Assert.Equal(Digits + "1155", Hear([.. samples]));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-9)]
    public void LoudAndQuietPressesAreHeard(double level) =>
        Assert.Equal("5", Hear([.. Press('5', 60, 0, 0, Math.Pow(10, level / 20)), .. new short[400]]));

    [Theory]
    [InlineData(20, 0)]
    [InlineData(100, 0.045)]
    public void PressesThatAreTooShortOrOffTuneAreNone(int on, double detune) => Assert.Equal("", Hear([.. Press('5', on, detune, 0, 0.2), .. new short[800]]));

    [Fact]
    public void ANoisyLineDoesNoHarm()
    {
        var random = new Random(3);
        List<short> samples = [];
        foreach (char digit in Digits)
        {
            samples.AddRange(Press(digit, 80, 0, 0, 0.2));
            samples.AddRange(new short[640]);
        }

        // 20 dB below the pair.
        Assert.Equal(Digits, Hear([.. samples.Select(sample => (short)Math.Clamp(sample + ((random.NextDouble() - 0.5) * 2 * 1100), short.MinValue, short.MaxValue))]));
    }

    [Fact]
    public void NoiseAndSingleTonesAreNoDigits()
    {
        var random = new Random(4);
        short[] noise = [.. Enumerable.Range(0, 80_000).Select(_ => (short)random.Next(-20_000, 20_000))];
        Assert.Equal("", Hear(noise));
        Assert.Equal("", Hear(Signal.Tone(770, 8000, 2)));
        Assert.Equal("", Hear(Signal.Tone(1336, 8000, 2)));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.Opus)]
    public void ALegWithoutEventsSendsTonesThatAnotherLegHears(AudioCodec codec)
    {
        var sender = new LegUnderTest(_shard, codec, telephoneEvent: null);
        sender.Leg.SendDigits([.. Enumerable.Range(0, 16).Select(code => (byte)code)]);
        while (_shard.NeedsClock)
            _shard.Tick(sender.Now += LegUnderTest.Frame);

        var shard = new MediaShard(1);
        var listener = new LegUnderTest(shard, codec, host: 9);
        listener.Leg.DetectTones(digits: true, fax: false);
        foreach (var (header, payload, _) in sender.Socket.Sent)
        {
            listener.Receive(RtpPeer.Packet(header.PayloadType, header.SequenceNumber, header.Timestamp, header.Ssrc, payload));
            shard.Tick(listener.Now += LegUnderTest.Frame);
        }

        for (int i = 0; i < 5; i++)
            shard.Tick(listener.Now += LegUnderTest.Frame);
        Assert.Equal(Digits, listener.Observer.Digits);
    }

    [Fact]
    public void APressThatComesAsEventAndAsToneIsToldOnce()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.DetectTones(digits: true, fax: false);
        a.ReceivePress('5');
        short[] press = Press('5', 100, 0, 0, 0.2);
        for (int i = 0; i < 5; i++)
        {
            a.ReceiveFrame(press.AsSpan(160 * i, 160));
            _shard.Tick(a.Now);
        }

        Assert.Equal("5", a.Observer.Digits);
    }

    [Fact]
    public void FaxMachinesAreHeard()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.DetectTones(digits: false, fax: true);
        Play(Signal.Tone(1100, 8000, 0.5));
        Play(new short[8000 * 3]);
        Assert.Equal([FaxTone.Calling], a.Observer.FaxTones);

        // The phase turns every 450 ms.
        short[] answering = Signal.Tone(2100, 8000, 2);
        for (int i = 0; i < answering.Length; i++)
            answering[i] = i / 3600 % 2 == 0 ? answering[i] : (short)-answering[i];
        Play(answering);
        Assert.Equal([FaxTone.Calling, FaxTone.Answering], a.Observer.FaxTones);
        Play(Signal.Tone(1000, 8000, 1));
        Assert.Equal(2, a.Observer.FaxTones.Count);

        void Play(short[] samples)
        {
            for (int i = 0; i + 160 <= samples.Length; i += 160)
            {
                a.ReceiveFrame(samples.AsSpan(i, 160));
                _shard.Tick(a.Now);
            }
        }
    }

    [Fact]
    public void ListeningAllocatesNothing()
    {
        var dtmf = new DtmfDetector(_ => { });
        var fax = new FaxToneDetector(_ => { });
        short[] samples = Press('5', 1000, 0, 0, 0.2);
        dtmf.Write(samples);
        fax.Write(samples);
        long before = GC.GetAllocatedBytesForCurrentThread();
        dtmf.Write(samples);
        fax.Write(samples);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Hear(short[] samples)
    {
        string heard = "";
        new DtmfDetector(digit => heard += digit).Write(samples);
        return heard;
    }

    private static short[] Press(char digit, int milliseconds, double detune, double twist, double amplitude)
    {
        int key = "123A456B789C*0#D".IndexOf(digit);
        double low = new[] { 697.0, 770, 852, 941 }[key / 4] * (1 + detune);
        double high = new[] { 1209.0, 1336, 1477, 1633 }[key % 4] * (1 + detune);
        double gain = Math.Pow(10, twist / 40);
        return
        [
            .. Enumerable.Range(0, milliseconds * 8).Select(i => (short)(amplitude * short.MaxValue
                * ((Math.Sin(2 * Math.PI * low * i / 8000) / gain) + (Math.Sin(2 * Math.PI * high * i / 8000) * gain)))),
        ];
    }
}
