using Tandem.Media.Recording;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private ChannelRecording? _recording;

    /// <summary>Whether it is recorded for all to see.</summary>
    internal bool IsRecorded => _recording is not null;

    /// <summary>Records the call for all to see: what the leg says on the left, what it hears on the right.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    internal CallOutcome StartRecording(string path)
    {
        if (IsEnded || !IsAnswered)
        {
            return IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected;
        }
        if (_recording is not null)
        {
            return CallOutcome.Busy;
        }
        _recording = Media!.Record(new RecordOptions { Path = path });
        _manager.Model.Record(this, RecordingStatus.On, ChangeKind.RecordingStarted);
        return CallOutcome.Done;
    }

    /// <summary>Leaves out what follows, or goes on.</summary>
    internal CallOutcome PauseRecording(bool paused)
    {
        if (_recording is not { } recording || recording.IsPaused == paused)
        {
            return CallOutcome.NotConnected;
        }
        if (paused)
        {
            recording.Pause();
        }
        else
        {
            recording.Resume();
        }
        _manager.Model.Record(this, paused ? RecordingStatus.Paused : RecordingStatus.On, paused ? ChangeKind.RecordingPaused : ChangeKind.RecordingResumed);
        return CallOutcome.Done;
    }

    /// <summary>Ends the recording; done when the file is complete.</summary>
    internal async Task<CallOutcome> StopRecordingAsync()
    {
        if (_recording is not { } recording)
        {
            return CallOutcome.NotConnected;
        }
        _recording = null;
        recording.Finish();
        _manager.Model.Record(this, RecordingStatus.Off, ChangeKind.RecordingStopped);
        await recording.Completed;
        return CallOutcome.Done;
    }
}
