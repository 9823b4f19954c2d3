using Tandem.Media.Codecs;

namespace Tandem.Media.Engine;

/// <summary>
/// What a leg sends, on its way from samples to payloads: brought to the rate of the codec, without a click where one source of audio takes
/// the place of another, and encoded.
/// </summary>
internal sealed class OutgoingAudio : IDisposable
{
    private readonly AudioEncoder _encoder;
    private readonly short[] _frame;
    private object? _source;
    private short _last;
    private Resampler? _resampler;

    public OutgoingAudio(AudioCodec codec)
    {
        Codec = codec;
        _encoder = codec.CreateEncoder();
        _frame = new short[_encoder.SampleRate / 50];
    }

    public AudioCodec Codec { get; }

    public int SampleRate => _encoder.SampleRate;

    public int MaxPayload => _encoder.MaxPayload;

    /// <summary>The last frame, at the rate of the codec.</summary>
    public ReadOnlySpan<short> Frame => _frame;

    /// <summary>Takes the next frame.</summary>
    /// <param name="source">Whose audio it is: where that changes, the frame begins where the last one ended.</param>
    /// <param name="samples">The frame.</param>
    /// <param name="rate">Its rate.</param>
    public void Take(object source, ReadOnlySpan<short> samples, int rate)
    {
        bool isSwitch = !ReferenceEquals(source, _source);
        _source = source;
        if (rate == SampleRate)
        {
            samples.CopyTo(_frame);
        }
        else
        {
            if (isSwitch || _resampler?.FromRate != rate)
                _resampler = new Resampler(rate, SampleRate);
            _resampler.Resample(samples, _frame);
        }

        if (isSwitch)
            Glide();
        _last = _frame[^1];
    }

    /// <summary>Encodes the frame.</summary>
    /// <returns>The length of the payload.</returns>
    public int Encode(Span<byte> payload) => _encoder.Encode(_frame, payload);

    /// <summary>Nothing is sent for now: the next frame begins from silence.</summary>
    public void Pause()
    {
        _source = null;
        _last = 0;
    }

    public void Dispose() => _encoder.Dispose();

    private void Glide()
    {
        int length = SampleRate / 200;
        int step = _last - _frame[0];
        for (int i = 0; i < length; i++)
            _frame[i] = (short)Math.Clamp(_frame[i] + (step * (length - i) / length), short.MinValue, short.MaxValue);
    }
}
