using System.Runtime.InteropServices;

namespace Tandem.Media.Codecs;

/// <summary>Encodes Opus by libopus, for speech, at the bit rate that the library chooses.</summary>
internal sealed unsafe class OpusEncoder : AudioEncoder
{
    private const int ForSpeech = 2048;

    private readonly OpusLibrary _library;
    private nint _encoder;

    public OpusEncoder(OpusLibrary library)
    {
        _library = library;
        int error;
        _encoder = library.EncoderCreate(SampleRate, 1, ForSpeech, &error);
        if (_encoder == 0)
            throw new ExternalException("libopus made no encoder.", error);
    }

    ~OpusEncoder() => Destroy();

    public override int SampleRate => 16000;

    public override int MaxPayload => 640;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        RequireFrame(samples, payload);
        fixed (short* frame = samples)
        fixed (byte* bytes = payload)
            return Math.Max(0, _library.Encode(_encoder, frame, samples.Length, bytes, MaxPayload));
    }

    public override void Dispose()
    {
        Destroy();
        base.Dispose();
    }

    private void Destroy()
    {
        if (_encoder != 0)
            _library.EncoderDestroy(_encoder);
        _encoder = 0;
    }
}
