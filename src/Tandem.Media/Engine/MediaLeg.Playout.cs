using Tandem.Media.Jitter;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private LegSink[] _sinks = [];
    private IFrameTap[] _taps = [];
    private Playout? _playout;
    private short[] _heard = [];
    private bool _hears;
    private int _playoutGeneration;

    /// <summary>The frame of this tick that the remote said; empty where it said nothing, or is not listened to.</summary>
    public ReadOnlySpan<short> Heard => _hears ? _heard : default;

    /// <summary>Samples a second of what is heard and sent.</summary>
    public int SampleRate => Codecs.AudioCodecs.SampleRate(_codec);

    public Playout? Playout => _playout;

    // Audio that changes its form, or is heard by us, is played out on the clock; anything else passes through as it comes.
    private bool NeedsPlayout =>
        _hasRemote && !IsClosed && (_sinks.Length > 0 || _taps.Length > 0 || _bargeIn is not null || _mix is not null || (_peer is { } peer && (IsConverted(peer) || peer._taps.Length > 0)));

    public void AddSink(AudioSink sink)
    {
        _sinks = [.. _sinks, new LegSink(sink)];
        UpdatePlayout();
    }

    public void RemoveSink(AudioSink sink)
    {
        _sinks = Array.FindAll(_sinks, s => !ReferenceEquals(s.Sink, sink));
        UpdatePlayout();
    }

    public void AddTap(IFrameTap tap)
    {
        _taps = [.. _taps, tap];
        UpdatePlayout();
        _peer?.UpdatePlayout();
    }

    public void RemoveTap(IFrameTap tap)
    {
        _taps = Array.FindAll(_taps, t => !ReferenceEquals(t, tap));
        UpdatePlayout();
        _peer?.UpdatePlayout();
    }

    /// <summary>Takes the frame of this tick out of the jitter buffer, and feeds those who listen.</summary>
    public void Pull()
    {
        if (_playout is null)
            return;
        _hears = _playout.Read(_shard.Pool, _heard);
        DetectBargeIn();
        if (!_hears)
            return;
        foreach (LegSink sink in _sinks)
        {
            try
            {
                sink.Write(_heard, SampleRate);
            }
            catch (Exception exception)
            {
                RemoveSink(sink.Sink);
                _observer.OnFault(exception);
            }
        }
    }

    /// <summary>Whether audio between this leg and another must be decoded: only laws and equal codecs pass without.</summary>
    private bool IsConverted(MediaLeg other) => _codec != other._codec && !(IsLaw(_codec) && IsLaw(other._codec));

    private static bool IsLaw(AudioCodec codec) => codec is AudioCodec.Pcmu or AudioCodec.Pcma;

    private void UpdatePlayout()
    {
        bool needed = NeedsPlayout;
        if (_playout is not null && (!needed || _playout.Codec != _codec))
        {
            _playout.Reset(_shard.Pool);
            _playout.Dispose();
            _playout = null;
            _hears = false;
        }

        if (needed && _playout is null)
        {
            _playout = new Playout(_codec);
            _playoutGeneration = _reception.Generation;
            _heard = new short[SampleRate / 50];
        }

        if (NeedsClock)
            _shard.StartClock(this);
    }

    private void Tap(bool sends)
    {
        if (_taps.Length == 0)
            return;
        ReadOnlySpan<short> sent = sends ? _outgoing!.Frame
            : _peer is { } peer && !IsConverted(peer) && _playing is null && _send ? peer.Heard
            : default;
        foreach (IFrameTap tap in _taps)
            tap.OnFrame(_receive ? Heard : default, sent, SampleRate);
    }
}
