namespace Tandem.Media.Codecs;

/// <summary>
/// Turns the payloads of one RTP stream into 16-bit linear samples, mono. Has the state of its stream: one instance a stream, used by one
/// thread at a time. Decoding allocates nothing.
/// </summary>
public abstract class AudioDecoder : IDisposable
{
    /// <summary>Samples a second of what comes out.</summary>
    public abstract int SampleRate { get; }

    /// <summary>How many samples a payload holds; 0 for one that cannot be decoded.</summary>
    /// <param name="payload">The payload.</param>
    public abstract int CountSamples(ReadOnlySpan<byte> payload);

    /// <summary>Decodes the next payload of the stream.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="samples">Room for as many samples as <see cref="CountSamples"/> says.</param>
    /// <returns>How many samples were written; 0 for a payload that cannot be decoded.</returns>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is too short.</exception>
    public abstract int Decode(ReadOnlySpan<byte> payload, Span<short> samples);

    /// <summary>Makes up for a lost payload by the codec's own means.</summary>
    /// <param name="samples">The samples to fill: 10, 20, 40 or 60 ms.</param>
    /// <returns><see langword="false"/> where the codec has none; nothing is written then.</returns>
    public virtual bool TryConceal(Span<short> samples) => false;

    /// <summary>Starts anew: another stream follows.</summary>
    public virtual void Reset()
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private protected static void RequireRoom(int samples, Span<short> room)
    {
        if (room.Length < samples)
            throw new ArgumentException("There is no room for all samples.", nameof(room));
    }
}
