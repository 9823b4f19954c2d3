using Tandem.Asterisk.Events;
using Tandem.Asterisk.Live.Catalogue;
using Tandem.Asterisk.Messages;
using Tandem.Pbx;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

public sealed partial class AsteriskPbx
{
    private LiveEventStream[] _streams = [];

    /// <summary>
    /// What happens from now on, as events for <c>await foreach</c>. The first is <see cref="LiveEvent.Ready"/>, at once where the model is
    /// live already. Several may read, each its own stream.
    /// </summary>
    /// <param name="capacity">How many changes the reader may fall behind; 1 or more.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public LiveEventStream EventsAsync(int capacity = Watcher.DefaultCapacity)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var reading = new EventReading(() => _options.Model.Families, _clock);
            var stream = new LiveEventStream(_state.SnapshotAndWatch(capacity: capacity), reading, capacity, _clock, Forget);
            _streams = [.. _streams, stream];
            if (_connection.State == PbxConnectionState.Live)
            {
                TellReady(stream);
            }
            return stream;
        }
    }

    private void TellReady(LiveEventStream stream)
    {
        stream.IsReady = true;
        stream.Tell(_state.Position, new LiveEvent.Ready(_clock.GetUtcNow()));
    }

    private void TellLive(bool isAnew)
    {
        lock (_gate)
        {
            foreach (var stream in _streams)
            {
                if (!stream.IsReady)
                {
                    TellReady(stream);
                }
                else if (isAnew)
                {
                    stream.Tell(_state.Position, new LiveEvent.Reloaded(_clock.GetUtcNow()));
                }
            }
        }
    }

    /// <summary>The events of Asterisk that are none of the model's.</summary>
    private void TellBeside(AmiBlock block)
    {
        if (_streams.Length == 0)
        {
            return;
        }
        var at = block.TryGetTimestamp(out var stamp) ? stamp : _clock.GetUtcNow();
        LiveEvent happened;
        if (block.IsEvent("Cdr"u8))
        {
            happened = new LiveEvent.CallDetailRecorded(at, CdrEvent.From(block.ToMessage()));
        }
        else if (block.IsEvent("UserEvent"u8) && block.GetString("UserEvent"u8) == "CallIn")
        {
            var message = block.ToMessage();
            happened = new LiveEvent.CalledIn(
                at, message.Text("CallerIDNum"), message.Text("Uniqueid") is { } channel ? new ObjectId(Name, channel) : null, message.Text("Value"));
        }
        else
        {
            return;
        }
        foreach (var stream in _streams)
        {
            stream.Tell(_state.Position, happened);
        }
    }

    private void EndStreams()
    {
        foreach (var stream in _streams)
        {
            stream.Dispose();
        }
    }

    private void Forget(LiveEventStream stream)
    {
        lock (_gate)
        {
            _streams = Array.FindAll(_streams, other => other != stream);
        }
    }
}
