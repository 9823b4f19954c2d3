using Tandem.Media.Codecs;
using Tandem.Media.Engine;
using Tandem.Media.Mixing;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Mixing;

public class AudioMixTests
{
    private readonly MediaShard _shard = new(0);
    private readonly List<PlayEndReason> _playsEnded = [];
    private readonly AudioMix _mix;
    private long _order;

    public AudioMixTests()
    {
        _mix = new AudioMix((_, reason) => _playsEnded.Add(reason));
        _shard.Mixes.Add(_mix);
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, AudioCodec.Pcma, AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcmu, AudioCodec.G722, AudioCodec.Opus)]
    public void EachHearsAllOthersButNotItself(AudioCodec one, AudioCodec two, AudioCodec three)
    {
        LegUnderTest[] legs = [Join(one, 1), Join(two, 2), Join(three, 3)];
        double[] tones = [500, 1100, 1700];
        Talk(legs, tones, 60);
        for (int listener = 0; listener < 3; listener++)
        {
            Assert.InRange(legs[listener].Socket.Sent.Count, 59, 61);
            short[] heard = legs[listener].SentAudio();
            int rate = new[] { one, two, three }[listener].SampleRate();
            ReadOnlySpan<short> settled = heard.AsSpan(heard.Length / 2);
            for (int talker = 0; talker < 3; talker++)
            {
                double snr = Signal.Snr(settled, tones[talker], rate);
                if (talker == listener)
                    Assert.InRange(snr, -200, -20);
                else
                    Assert.InRange(snr, -3, 3);
            }
        }
    }

    [Fact]
    public void AMutedMemberIsNotHeardAndADeafOneHearsNothing()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.Pcmu, 2, ConferenceMember.Listener), Join(AudioCodec.Pcmu, 3, new ConferenceMember { IsDeaf = true })];
        Talk(legs, [500, 1100, 1700], 60);
        ReadOnlySpan<short> heard = legs[0].SentAudio().AsSpan(4000);
        Assert.InRange(Signal.Snr(heard, 1700, 8000), 30, 100);
        Assert.Empty(legs[2].Socket.Sent);
        Assert.NotEmpty(legs[1].Socket.Sent);
    }

    [Fact]
    public void AWhisperIsHeardByOneAlone()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.Pcmu, 2), Join(AudioCodec.Pcmu, 3)];
        legs[2].Leg.Enter(_mix, ConferenceMember.Party, legs[0].Leg, ++_order);
        Talk(legs, [500, 1100, 1700], 60);
        Assert.InRange(Signal.Snr(legs[0].SentAudio().AsSpan(4000), 1700, 8000), -3, 3);
        Assert.InRange(Signal.Snr(legs[1].SentAudio().AsSpan(4000), 500, 8000), 30, 100);

        // The supervisor hears both, and barges in by becoming a party.
        Assert.InRange(Signal.Snr(legs[2].SentAudio().AsSpan(4000), 500, 8000), -3, 3);
        legs[2].Leg.Enter(_mix, ConferenceMember.Party, null, ++_order);
        legs[1].Socket.Sent.Clear();
        Talk(legs, [500, 1100, 1700], 60);
        Assert.InRange(Signal.Snr(legs[1].SentAudio().AsSpan(4000), 1700, 8000), -3, 3);
    }

    [Fact]
    public void GainMakesLouder()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1, new ConferenceMember { Gain = -12 }), Join(AudioCodec.Pcmu, 2)];
        Talk(legs, [500, 1100], 60);
        Assert.Equal(Signal.Level(Signal.Tone(500, 8000, 1)) - 12, Signal.Level(legs[1].SentAudio().AsSpan(4000)), 0.5);
    }

    [Fact]
    public void ComingGoingAndMutingMakeNoClick()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.Pcmu, 2), Join(AudioCodec.Pcmu, 3)];
        double[] tones = [200, 250, 300];
        Talk(legs, tones, 21);
        legs[1].Leg.Enter(_mix, ConferenceMember.Listener, null, ++_order);
        Talk(legs, tones, 20);
        legs[1].Leg.Enter(_mix, ConferenceMember.Party, null, ++_order);
        Talk(legs, tones, 20);
        legs[2].Leg.LeaveMix();
        Talk(legs, tones, 21);
        legs[2].Leg.Enter(_mix, ConferenceMember.Party, null, ++_order);
        Talk(legs, tones, 20);

        // Two tones of 300 Hz at most and 0.3 of full scale make steps of 2 * 0.3 * 32767 * 2 pi * 300 / 8000 at most.
        Assert.InRange(Signal.LargestStep(legs[0].SentAudio()), 0, 5200);
    }

    [Fact]
    public void TalkingIsToldOnceItBeginsAndEnds()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.Pcmu, 2)];
        Talk(legs, [500, 0], 30);
        Talk(legs, [0, 0], 40);
        Assert.Equal([true, false], legs[0].Observer.Talking);
        Assert.Empty(legs[1].Observer.Talking);
    }

    [Fact]
    public void AnAnnouncementIsHeardByAllAndEnds()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.G722, 2)];
        _mix.Play(new ToneSource(600, duration: TimeSpan.FromSeconds(1)), PlayEndReason.Replaced);
        Talk(legs, [0, 0], 60);
        Assert.InRange(Signal.Snr(legs[0].SentAudio().AsSpan(2000, 4000), 600, 8000), 30, 100);
        Assert.InRange(Signal.Snr(legs[1].SentAudio().AsSpan(4000, 8000), 600, 16000), 25, 100);
        Assert.Equal([PlayEndReason.Completed], _playsEnded);
    }

    [Fact]
    public void WhoLeavesIsUsableAndMayComeBack()
    {
        LegUnderTest[] legs = [Join(AudioCodec.Pcmu, 1), Join(AudioCodec.Pcmu, 2), Join(AudioCodec.Pcmu, 3)];
        legs[2].Leg.Link(legs[2].Leg, ++_order);
        Assert.Equal(2, _mix.Count);
        legs[2].ReceiveAudio(0x11);
        Assert.Equal(0x11, legs[2].Socket.Sent[^1].Payload[0]);
        legs[2].Leg.Enter(_mix, ConferenceMember.Party, null, ++_order);
        Assert.Null(legs[2].Leg.Peer);
        legs[1].Leg.Close();
        Assert.Equal(2, _mix.Count);
        _mix.Clear();
        _shard.Tick(0);
        Assert.False(_shard.NeedsClock);
    }

    [Fact]
    public void MixingAllocatesNothing()
    {
        LegUnderTest[] legs = [.. Enumerable.Range(1, 5).Select(host => Join(host % 2 == 0 ? AudioCodec.Pcmu : AudioCodec.G722, host))];
        Talk(legs, [500, 500, 500, 500, 500], 20);
        for (int i = 0; i < 10; i++)
            _mix.Mix();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int samples = 0;
        for (int i = 0; i < 100; i++)
        {
            _mix.Mix();
            foreach (LegUnderTest leg in legs)
                samples += _mix.FrameFor(leg.Member!).Length;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(100 * 5 * 320, samples);
        Assert.Equal(0, allocated);
    }

    private LegUnderTest Join(AudioCodec codec, int host, ConferenceMember? member = null)
    {
        var leg = new LegUnderTest(_shard, codec, host: host);
        leg.Leg.Enter(_mix, member ?? ConferenceMember.Party, null, ++_order);
        return leg;
    }

    private void Talk(LegUnderTest[] legs, double[] tones, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            foreach (LegUnderTest leg in legs)
                leg.Talk(tones[Array.IndexOf(legs, leg)]);
            _shard.Tick(legs[0].Now);
        }
    }
}
