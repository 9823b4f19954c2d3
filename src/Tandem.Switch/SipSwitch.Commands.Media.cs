using System.Globalization;
using Tandem.Media;
using Tandem.Media.Dtmf;
using Tandem.Media.Playing;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Pbx.Commands;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch;

public sealed partial class SipSwitch
{
    private const string TonePrefix = "tone:";

    private CommandResult SendDigits(SendDtmfCommand command, Call leg)
    {
        if (!Call.AreDigits(command.Digits))
        {
            return CommandResult.Refused(Call.DigitsAllowed);
        }
        if (leg.SendKeys(command.Digits) != CallOutcome.Done)
        {
            return CommandResult.Refused("The leg is not answered.");
        }
        return CommandResult.Done(_model.Id(leg.Id), _state.Position);
    }

    private async Task<CommandResult> PlayAsync(PlayCommand command, Call leg)
    {
        if (!leg.IsAnswered)
        {
            return CommandResult.Refused("The leg is not answered.");
        }
        try
        {
            var sound = await LoadAsync(command.Media);
            if (leg.IsEnded)
            {
                return CommandResult.Refused("The call is over.");
            }
            leg.Media!.Play(new SampleSource(sound));
            return CommandResult.Done(_model.Id(leg.Id), _state.Position);
        }
        catch (Exception exception) when (exception is FormatException or IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            return CommandResult.Refused($"'{command.Media}' cannot be played: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>What a command names: <c>tone:</c> and tones in writing, an http or https URL, else a file of the folder of prompts.</summary>
    private async Task<PcmAudio> LoadAsync(string media)
    {
        if (media.StartsWith(TonePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return ToneScript.Parse(media[TonePrefix.Length..]).Render();
        }
        if (Uri.TryCreate(media, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return await _prompts.Value.GetAsync(url);
        }
        if (_options.Prompts is not { } folder)
        {
            throw new FileNotFoundException("there is no folder of prompts");
        }
        // Nothing outside of the folder is reached, whatever the name says.
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.HasExtension(media) ? media : media + ".wav", root);
        if (!path.StartsWith(root, StringComparison.Ordinal))
        {
            throw new FileNotFoundException("it is not in the folder of prompts");
        }
        return WaveReader.Parse(await File.ReadAllBytesAsync(path));
    }

    private CommandResult StartRecording(Call leg)
    {
        var now = _loop.TimeProvider.GetUtcNow();
        var folder = Path.Combine(_options.Recordings!, now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        try
        {
            System.IO.Directory.CreateDirectory(folder);
            return Result(
                leg.StartRecording(Path.Combine(folder, $"{now.ToString("HHmmss", CultureInfo.InvariantCulture)}-{leg.Id}.wav")), leg, "The leg is not answered.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CommandResult.Failed($"The recording cannot be written: {exception.Message.TrimEnd('.')}.");
        }
    }
}
