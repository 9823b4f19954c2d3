namespace Tandem.Media.Dtmf;

/// <summary>Hears the tones of fax machines: one that holds nearly all energy for 400 ms.</summary>
public sealed class FaxToneDetector : AudioSink
{
    private const int Rate = 8000;
    private const int Block = 160;
    private const int BlocksOfTone = 20;

    // The answering tone turns its phase every 450 ms, where a block fails.
    private const int BlocksOfPause = 3;
    private const float Share = 0.8f;
    private const float LeastEnergy = Block * 0.5f * 300 * 300;

    private static readonly Goertzel[] Tones = [new(1100, Rate), new(2100, Rate)];

    private readonly Action<FaxTone> _heard;
    private readonly float[] _window = new float[Block];
    private readonly int[] _runs = new int[Tones.Length];
    private readonly int[] _pauses = new int[Tones.Length];
    private int _filled;

    /// <summary>Makes a detector.</summary>
    /// <param name="heard">Called on the media thread once a tone.</param>
    public FaxToneDetector(Action<FaxTone> heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        _heard = heard;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        foreach (short sample in samples)
        {
            _window[_filled++] = sample;
            if (_filled < Block)
                continue;
            _filled = 0;
            Detect();
        }
    }

    private void Detect()
    {
        float energy = 0;
        foreach (float sample in _window)
            energy += sample * sample;
        for (int i = 0; i < Tones.Length; i++)
        {
            if (energy >= LeastEnergy && Tones[i].Energy(_window) > Share * energy)
            {
                _pauses[i] = 0;
                if (++_runs[i] == BlocksOfTone)
                    _heard((FaxTone)i);
            }
            else if (++_pauses[i] >= BlocksOfPause)
            {
                _runs[i] = 0;
            }
        }
    }
}
