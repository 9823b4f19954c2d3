using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Codecs;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Wave;

public class WaveTests
{
    private static readonly short[] Samples = [0, 1, -1, short.MaxValue, short.MinValue];
    private static readonly PcmAudio Audio = new(8000, Samples);

    [Fact]
    public void WhatIsWrittenIsRead() => Assert.Equal(Samples, WaveReader.Parse(WaveWriter.Format(Audio)).Samples.ToArray());

    [Fact]
    public void OtherChunksArePassedOver()
    {
        byte[] file = WaveWriter.Format(Audio);

        // A chunk of odd length is followed by a padding byte.
        byte[] other = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];
        byte[] extended = [.. file[..12], .. other, .. file[12..36], .. other, .. file[36..], .. other];
        Assert.Equal(Samples, WaveReader.Parse(extended).Samples.ToArray());
    }

    [Fact]
    public void AFileWithoutItsFinalLengthGivesWhatIsThere()
    {
        byte[] file = WaveWriter.Format(Audio);
        file.AsSpan(40, 4).Fill(0xFF);
        Assert.Equal(Samples, WaveReader.Parse(file).Samples.ToArray());
    }

    [Theory]
    [InlineData(20, 2)] // ADPCM
    [InlineData(22, 3)] // three channels
    [InlineData(24, 0x41)] // 8001 Hz
    [InlineData(34, 8)] // 8 bits
    public void AnotherFormatIsRefused(int offset, byte value)
    {
        byte[] file = WaveWriter.Format(Audio);
        file[offset] = value;
        Assert.Contains("must be 16-bit PCM, A-law or mu-law", Assert.Throws<InvalidDataException>(() => WaveReader.Parse(file)).Message);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void CompandedFilesAreRead(byte encoding)
    {
        byte[] file = WaveWriter.Format(Audio);
        file[20] = encoding;
        file[34] = 8;
        short[] expected = new short[10];
        G711.Decode(encoding == 6 ? AudioCodec.Pcma : AudioCodec.Pcmu, file.AsSpan(44), expected);
        Assert.Equal(expected, WaveReader.Parse(file).Samples.ToArray());
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(48000)]
    public void OtherRatesAreReadAndBroughtDown(int rate)
    {
        PcmAudio audio = WaveReader.Parse(WaveWriter.Format(new PcmAudio(rate, Signal.Tone(1000, rate, 0.5))));
        Assert.Equal((rate, 0.5), (audio.SampleRate, audio.Duration.TotalSeconds));
        PcmAudio narrow = audio.ToRate(8000);
        Assert.Equal(4000, narrow.Samples.Length);
        Assert.InRange(Signal.Snr(narrow.Samples.Span[400..], 1000, 8000), 50, 200);
    }

    [Fact]
    public void StereoIsMixedDown()
    {
        byte[] file = WaveWriter.Format(new PcmAudio(8000, (short[])[100, 300, -100, -200]));
        file[22] = 2;
        Assert.Equal([200, -150], WaveReader.Parse(file).Samples.ToArray());
    }

    [Fact]
    public void ADamagedFileIsRefusedOrReadButNeverFailsOtherwise() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte, byte)[]>(),
            (ValueTuple<byte, byte>[] changes) =>
            {
                byte[] file = WaveWriter.Format(Audio);
                foreach (var (offset, value) in changes)
                    file[offset % file.Length] = value;
                try
                {
                    WaveReader.Parse(file.AsSpan(0, file.Length - (changes.Length % 8)));
                }
                catch (InvalidDataException)
                {
                    // The one documented failure.
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
