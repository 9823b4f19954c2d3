using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Wave;

public class WaveTests
{
    private static readonly short[] Samples = [0, 1, -1, short.MaxValue, short.MinValue];

    [Fact]
    public void WhatIsWrittenIsRead() => Assert.Equal(Samples, WaveReader.Parse(WaveWriter.Format(Samples)));

    [Fact]
    public void OtherChunksArePassedOver()
    {
        byte[] file = WaveWriter.Format(Samples);

        // A chunk of odd length is followed by a padding byte.
        byte[] other = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];
        byte[] extended = [.. file[..12], .. other, .. file[12..36], .. other, .. file[36..], .. other];
        Assert.Equal(Samples, WaveReader.Parse(extended));
    }

    [Fact]
    public void AFileWithoutItsFinalLengthGivesWhatIsThere()
    {
        byte[] file = WaveWriter.Format(Samples);
        file.AsSpan(40, 4).Fill(0xFF);
        Assert.Equal(Samples, WaveReader.Parse(file));
    }

    [Theory]
    [InlineData(20, 6)] // A-law
    [InlineData(22, 2)] // stereo
    [InlineData(25, 0x3E)] // about 16 kHz
    [InlineData(34, 8)] // 8 bits
    public void AnotherFormatIsRefused(int offset, byte value)
    {
        byte[] file = WaveWriter.Format(Samples);
        file[offset] = value;
        Assert.Contains("16-bit PCM, 8000 Hz, mono", Assert.Throws<InvalidDataException>(() => WaveReader.Parse(file)).Message);
    }

    [Fact]
    public void ADamagedFileIsRefusedOrReadButNeverFailsOtherwise() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte, byte)[]>(),
            (ValueTuple<byte, byte>[] changes) =>
            {
                byte[] file = WaveWriter.Format(Samples);
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
