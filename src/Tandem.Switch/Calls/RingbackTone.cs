using Tandem.Media;
using Tandem.Media.Tones;

namespace Tandem.Switch.Calls;

/// <summary>What a caller hears while the other phone rings: 425 Hz, 1 s on and 4 s off (within ITU-T E.180).</summary>
internal sealed class RingbackTone : AudioSource
{
    private const int Rate = 8000;
    private const int On = Rate;
    private const int Period = 5 * Rate;

    private readonly ToneSource _tone = new(425, amplitude: 0.2);
    private int _position;

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        _tone.Read(samples);
        for (var i = 0; i < samples.Length; i++)
        {
            if (_position >= On)
            {
                samples[i] = 0;
            }
            _position = (_position + 1) % Period;
        }
        return samples.Length;
    }
}
