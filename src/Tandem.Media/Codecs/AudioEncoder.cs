namespace Tandem.Media.Codecs;

/// <summary>
/// Turns 16-bit linear samples, mono, into the payloads of one RTP stream. Has the state of its stream: one instance a stream, used by one
/// thread at a time. Encoding allocates nothing.
/// </summary>
public abstract class AudioEncoder : IDisposable
{
    /// <summary>Samples a second of what goes in.</summary>
    public abstract int SampleRate { get; }

    /// <summary>The longest payload of a 20 ms frame, in bytes.</summary>
    public abstract int MaxPayload { get; }

    /// <summary>Encodes a frame of 20 ms.</summary>
    /// <param name="samples">The frame: a fiftieth of <see cref="SampleRate"/>.</param>
    /// <param name="payload">Room for <see cref="MaxPayload"/> bytes.</param>
    /// <returns>The length of the payload in bytes.</returns>
    /// <exception cref="ArgumentException">A span has not the length asked for.</exception>
    public abstract int Encode(ReadOnlySpan<short> samples, Span<byte> payload);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private protected void RequireFrame(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (samples.Length != SampleRate / 50)
            throw new ArgumentException($"A frame has {SampleRate / 50} samples.", nameof(samples));
        if (payload.Length < MaxPayload)
            throw new ArgumentException($"There must be room for {MaxPayload} bytes.", nameof(payload));
    }
}
