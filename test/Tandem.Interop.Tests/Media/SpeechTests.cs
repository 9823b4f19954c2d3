using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Dtmf;

namespace Tandem.Interop.Tests.Media;

/// <summary>Talk-off: speech must not be heard as digits or fax machines.</summary>
public sealed class SpeechTests
{
    private const string Text =
        "One two three four five six seven eight nine zero. Please enter your customer number, followed by the hash key. "
        + "The quick brown fox jumps over the lazy dog. She sells sea shells by the sea shore; sixty-six thick thistle sticks. "
        + "Thank you for calling. All our lines are busy at the moment, please hold on, your call is important to us.";

    [ToolTheory(ExternalTool.Espeak)]
    [InlineData("en+m3", 50)]
    [InlineData("en+f2", 50)]
    [InlineData("en+f5", 90)]
    [InlineData("de+f4", 70)]
    [InlineData("fr+f3", 80)]
    [InlineData("en+whisper", 50)]
    public async Task Speech_is_neither_a_key_press_nor_a_fax_machine(string voice, int pitch)
    {
        var directory = Directory.CreateTempSubdirectory("tandem-speech-");
        try
        {
            var file = Path.Combine(directory.FullName, "speech.wav");
            await using var espeak = ChildProcess.Start(ExternalTool.Espeak, ["-v", voice, "-p", $"{pitch}", "-a", "200", "-w", file, Text], directory.FullName);
            Assert.Equal(0, await espeak.WaitForExitAsync());
            var speech = ToNarrowBand(await File.ReadAllBytesAsync(file));
            Assert.InRange(speech.Length, 8 * 8000, int.MaxValue);

            var heard = "";
            new DtmfDetector(digit => heard += digit).Write(speech);
            new FaxToneDetector(tone => heard += tone).Write(speech);
            Assert.Equal("", heard);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // espeak-ng speaks at 22,050 Hz, which is no rate of telephony: between two samples a line is good enough here.
    private static short[] ToNarrowBand(byte[] file)
    {
        var rate = BitConverter.ToInt32(file, 24);
        var samples = Enumerable.Range(0, (file.Length - 44) / 2).Select(i => BitConverter.ToInt16(file, 44 + (2 * i))).ToArray();
        var narrow = new short[(int)((samples.Length - 1) * 8000L / rate)];
        for (var i = 0; i < narrow.Length; i++)
        {
            var place = i * (double)rate / 8000;
            var (whole, part) = ((int)place, place - (int)place);
            narrow[i] = (short)((samples[whole] * (1 - part)) + (samples[whole + 1] * part));
        }
        return narrow;
    }
}
