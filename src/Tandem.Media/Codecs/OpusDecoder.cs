using System.Runtime.InteropServices;

namespace Tandem.Media.Codecs;

/// <summary>Decodes Opus by libopus; stereo is mixed down by the library.</summary>
internal sealed unsafe class OpusDecoder : AudioDecoder
{
    // The longest packet of RFC 6716 section 2.1.4.
    private const int MaxMilliseconds = 120;

    private readonly OpusLibrary _library;
    private nint _decoder;

    public OpusDecoder(OpusLibrary library)
    {
        _library = library;
        Reset();
    }

    ~OpusDecoder() => Destroy();

    public override int SampleRate => 16000;

    public override int CountSamples(ReadOnlySpan<byte> payload)
    {
        fixed (byte* bytes = payload)
        {
            int count = payload.IsEmpty ? 0 : _library.CountSamples(bytes, payload.Length, SampleRate);
            return count is > 0 and <= 16000 * MaxMilliseconds / 1000 ? count : 0;
        }
    }

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        int count = CountSamples(payload);
        RequireRoom(count, samples);
        if (count == 0)
            return 0;
        fixed (byte* bytes = payload)
        fixed (short* room = samples)
            return Math.Max(0, _library.Decode(_decoder, bytes, payload.Length, room, count, 0));
    }

    public override bool TryConceal(Span<short> samples)
    {
        fixed (short* room = samples)
            return _library.Decode(_decoder, null, 0, room, samples.Length, 0) == samples.Length;
    }

    public override void Reset()
    {
        Destroy();
        int error;
        _decoder = _library.DecoderCreate(SampleRate, 1, &error);
        if (_decoder == 0)
            throw new ExternalException("libopus made no decoder.", error);
    }

    public override void Dispose()
    {
        Destroy();
        base.Dispose();
    }

    private void Destroy()
    {
        if (_decoder != 0)
            _library.DecoderDestroy(_decoder);
        _decoder = 0;
    }
}
