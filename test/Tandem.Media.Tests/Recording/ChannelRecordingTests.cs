using Tandem.Media.Engine;
using Tandem.Media.Playing;
using Tandem.Media.Recording;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Recording;

public sealed class ChannelRecordingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-recording-").FullName;
    private readonly RecordingWriter _writer = new();
    private readonly MediaShard _shard = new(0);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task BothDirectionsAreRecordedSideBySide()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(1000, 0.3));
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("both") });
        Talk(a, 500, 50);
        recording.Finish();
        RecordResult result = await recording.Completed.WaitAsync(Patience);

        Assert.Equal((RecordEndReason.Requested, TimeSpan.FromSeconds(1), 44 + (4 * 8000L), TimeSpan.Zero), (result.Reason, result.Duration, result.Bytes, result.Dropped));
        (short[] left, short[] right) = Stereo(recording.Path);
        Assert.InRange(Signal.Snr(left.AsSpan(4000), 500, 8000), 30, 100);
        Assert.InRange(Signal.Snr(right.AsSpan(4000), 1000, 8000), 30, 100);
    }

    [Fact]
    public async Task OneChannelHasBothVoices()
    {
        var a = new LegUnderTest(_shard);
        a.Leg.Play(new ToneSource(1000, 0.3));
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("mono"), Channels = 1 });
        Talk(a, 500, 50);
        recording.Finish();
        await recording.Completed.WaitAsync(Patience);

        // Each is about as loud as the rest, which is the other.
        short[] heard = WaveReader.Read(recording.Path).Samples.Span[4000..].ToArray();
        Assert.InRange(Signal.Snr(heard, 500, 8000), -10, 10);
        Assert.InRange(Signal.Snr(heard, 1000, 8000), -10, 10);
    }

    [Fact]
    public async Task ASilentLegStillRecordsWhatItHears()
    {
        var a = new LegUnderTest(_shard);
        var b = new LegUnderTest(_shard, host: 2);
        a.Leg.Link(b.Leg, 1);
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("silent"), Channels = 1 });
        for (int i = 0; i < 50; i++)
        {
            b.Talk(500);
            _shard.Tick(b.Now);
        }

        recording.Finish();
        Assert.Equal(TimeSpan.FromSeconds(1), (await recording.Completed.WaitAsync(Patience)).Duration);
        Assert.InRange(Signal.Snr(WaveReader.Read(recording.Path).Samples.Span[4000..], 500, 8000), 30, 100);
    }

    [Fact]
    public async Task AWideBandLegIsRecordedInWideBandFromTheFirstFrame()
    {
        var a = new LegUnderTest(_shard, AudioCodec.G722);
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("wide"), Channels = 1, Direction = RecordDirection.Received });
        Talk(a, 5000, 50);
        recording.Finish();
        await recording.Completed.WaitAsync(Patience);
        PcmAudio audio = WaveReader.Read(recording.Path);
        Assert.Equal((16000, 16000), (audio.SampleRate, audio.Samples.Length));
        Assert.InRange(Signal.Snr(audio.Samples.Span[8000..], 5000, 16000), 12, 100);
    }

    [Fact]
    public async Task SpeechAboveALevelIsRecordedWithItsOnsetUntilItEnds()
    {
        var a = new LegUnderTest(_shard);
        ChannelRecording recording = Record(a, new RecordOptions
        {
            Path = File("gated"),
            Channels = 1,
            Direction = RecordDirection.Received,
            StartAbove = -30,
            FinishBelow = -30,
            LevelWindow = TimeSpan.FromMilliseconds(200),
        });
        Talk(a, 0, 100);
        Assert.False(recording.Started.IsCompleted);
        Talk(a, 500, 100);
        Assert.True(recording.Started.IsCompletedSuccessfully);
        Talk(a, 0, 100);
        RecordResult result = await recording.Completed.WaitAsync(Patience);
        Assert.Equal(RecordEndReason.BelowLevel, result.Reason);
        Assert.InRange(result.Duration.TotalSeconds, 2.2, 2.8);

        // All of the two seconds is there, and a bit of the silence before.
        ReadOnlySpan<short> samples = WaveReader.Read(recording.Path).Samples.Span;
        int onset = samples.IndexOfAnyExceptInRange((short)-500, (short)500);
        Assert.InRange(onset, 800, 3300);
        Assert.InRange(Signal.Snr(samples.Slice(onset + 160, 15_000), 500, 8000), 30, 100);
    }

    [Fact]
    public async Task ItEndsAtTheLongestDuration()
    {
        var a = new LegUnderTest(_shard);
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("long"), MaxDuration = TimeSpan.FromMilliseconds(600) });
        Talk(a, 500, 100);
        RecordResult result = await recording.Completed.WaitAsync(Patience);
        Assert.Equal((RecordEndReason.MaxDuration, 0.6), (result.Reason, result.Duration.TotalSeconds));
    }

    [Fact]
    public async Task WhatIsPausedIsLeftOut()
    {
        var a = new LegUnderTest(_shard);
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("paused") });
        Talk(a, 500, 10);
        recording.Pause();
        Talk(a, 500, 20);
        recording.Resume();
        Talk(a, 500, 10);
        a.Leg.Close();
        RecordResult result = await recording.Completed.WaitAsync(Patience);
        Assert.Equal((RecordEndReason.ChannelClosed, 0.4), (result.Reason, result.Duration.TotalSeconds));
    }

    [Fact]
    public async Task RecordingFollowsAPromptWithoutAGap()
    {
        var a = new LegUnderTest(_shard);
        var recording = new ChannelRecording(new RecordOptions { Path = File("after"), Channels = 1, Direction = RecordDirection.Received }, _writer, waits: true);
        a.Leg.AddTap(recording);
        a.Leg.Play(new ToneSource(440, duration: TimeSpan.FromMilliseconds(400)), new PlayOptions { BargeInLevel = -20 }, recording);
        for (int i = 0; i < 19; i++)
            Talk(a, 0, 1);
        Assert.False(recording.Started.IsCompleted);
        Talk(a, 0, 2);
        Assert.Equal([PlayEndReason.Completed], a.Observer.PlaysEnded);
        Talk(a, 500, 48);
        recording.Finish();
        Assert.Equal(49 * 20, (await recording.Completed.WaitAsync(Patience)).Duration.TotalMilliseconds, 20.0);
    }

    [Fact]
    public async Task APromptIsNoPartOfTheLongestDuration()
    {
        var a = new LegUnderTest(_shard);
        var options = new RecordOptions { Path = File("prompted"), Channels = 1, Direction = RecordDirection.Received, MaxDuration = TimeSpan.FromMilliseconds(600) };
        var recording = new ChannelRecording(options, _writer, waits: true);
        a.Leg.AddTap(recording);
        a.Leg.Play(new ToneSource(440, duration: TimeSpan.FromMilliseconds(400)), new PlayOptions(), recording);
        Talk(a, 500, 100);
        RecordResult result = await recording.Completed.WaitAsync(Patience);
        Assert.Equal((RecordEndReason.MaxDuration, 0.6), (result.Reason, result.Duration.TotalSeconds));
        a.Leg.Close();
    }

    [Fact]
    public async Task SeveralRecordingsOfAChannelGoOnSideBySide()
    {
        var a = new LegUnderTest(_shard);
        ChannelRecording one = Record(a, new RecordOptions { Path = File("one") });
        Talk(a, 500, 10);
        ChannelRecording two = Record(a, new RecordOptions { Path = File("two"), Channels = 1 });
        Talk(a, 500, 10);
        one.Finish();
        two.Finish();
        Assert.Equal(400, (await one.Completed.WaitAsync(Patience)).Duration.TotalMilliseconds);
        Assert.Equal(200, (await two.Completed.WaitAsync(Patience)).Duration.TotalMilliseconds);
    }

    [Fact]
    public async Task AFileThatStillGrowsCanBePlayed()
    {
        var a = new LegUnderTest(_shard);
        ChannelRecording recording = Record(a, new RecordOptions { Path = File("growing"), Channels = 1 });
        Talk(a, 500, 50);
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (ReadShared(recording.Path).Samples.Length < 8000)
            await timer.WaitForNextTickAsync(patience.Token);
        recording.Finish();
        await recording.Completed.WaitAsync(Patience);

        static PcmAudio ReadShared(string path)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return WaveReader.Parse(bytes);
        }
    }

    [Fact]
    public void AFileThatCannotBeMadeIsToldAtOnce() =>
        Assert.ThrowsAny<IOException>(() => new ChannelRecording(new RecordOptions { Path = Path.Combine(_directory, "no", "such") }, _writer, false));

    [Fact]
    public void RecordingAllocatesNothing()
    {
        var a = new LegUnderTest(_shard);
        IFrameTap recording = Record(a, new RecordOptions { Path = File("zero"), StartAbove = -50, FinishBelow = -60 });
        short[] frame = Signal.Tone(500, 8000, 0.02);
        for (int i = 0; i < 50; i++)
            recording.OnFrame(frame, frame, 8000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            recording.OnFrame(frame, frame, 8000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        a.Leg.Close();
    }

    private static (short[] Left, short[] Right) Stereo(string path)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        short[] all = [.. Enumerable.Range(0, (bytes.Length - 44) / 2).Select(i => BitConverter.ToInt16(bytes, 44 + (2 * i)))];
        return ([.. all.Where((_, i) => i % 2 == 0)], [.. all.Where((_, i) => i % 2 == 1)]);
    }

    private ChannelRecording Record(LegUnderTest leg, RecordOptions options)
    {
        var recording = new ChannelRecording(options, _writer, waits: false) { Released = leg.Leg.RemoveTap };
        leg.Leg.AddTap(recording);
        return recording;
    }

    private string File(string name) => Path.Combine(_directory, name + ".wav");

    private void Talk(LegUnderTest leg, double frequency, int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            leg.Talk(frequency);
            _shard.Tick(leg.Now);
        }
    }
}
