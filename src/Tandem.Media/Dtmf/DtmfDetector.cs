namespace Tandem.Media.Dtmf;

/// <summary>
/// Hears digits in audio (ITU-T Q.23, Q.24): presses of 40 ms and more, levels from -30 dB, up to 6 dB between the two tones. Speech is told
/// from digits by what it has besides: the two tones must hold most of the energy.
/// </summary>
public sealed class DtmfDetector : AudioSink
{
    private const int Rate = 8000;
    private const int Block = 102;
    private const int Hop = Block / 2;

    // 255 samples: 32 ms of the same pair, and nothing for 26 ms between two presses.
    private const int HitsOfPress = 4;
    private const int MissesOfPause = 4;

    // -33 dB of full scale for the pair.
    private const float LeastEnergy = Block * 0.5f * 750 * 750;
    private const float ShareOfPair = 0.74f;
    private const float AboveOthers = 3;
    private const float Twist = 6;

    private const string Digits = "123A456B789C*0#D";

    private static readonly Goertzel[] Rows = [new(697, Rate), new(770, Rate), new(852, Rate), new(941, Rate)];
    private static readonly Goertzel[] Columns = [new(1209, Rate), new(1336, Rate), new(1477, Rate), new(1633, Rate)];

    private readonly Action<char> _pressed;
    private readonly float[] _window = new float[Block];
    private int _filled;
    private char _candidate;
    private int _hits;
    private int _misses;
    private bool _isDown;

    /// <summary>Makes a detector.</summary>
    /// <param name="pressed">Called on the media thread once a press, as soon as it is sure.</param>
    public DtmfDetector(Action<char> pressed)
    {
        ArgumentNullException.ThrowIfNull(pressed);
        _pressed = pressed;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        foreach (short sample in samples)
        {
            _window[_filled++] = sample;
            if (_filled < Block)
                continue;
            Take(Detect());
            _window.AsSpan(Hop).CopyTo(_window);
            _filled = Block - Hop;
        }
    }

    private static int Strongest(Goertzel[] tones, ReadOnlySpan<float> window, out float energy, out float next)
    {
        energy = 0;
        next = 0;
        int strongest = 0;
        for (int i = 0; i < tones.Length; i++)
        {
            float found = tones[i].Energy(window);
            if (found > energy)
                (next, energy, strongest) = (energy, found, i);
            else if (found > next)
                next = found;
        }

        return strongest;
    }

    /// <summary>The digit in the window; 0 for none.</summary>
    private char Detect()
    {
        float energy = 0;
        foreach (float sample in _window)
            energy += sample * sample;
        if (energy < LeastEnergy)
            return '\0';
        int row = Strongest(Rows, _window, out float low, out float nextLow);
        int column = Strongest(Columns, _window, out float high, out float nextHigh);
        bool isPair = low + high > ShareOfPair * energy
            && low > AboveOthers * nextLow && high > AboveOthers * nextHigh
            && low < Twist * high && high < Twist * low;
        return isPair ? Digits[(4 * row) + column] : '\0';
    }

    private void Take(char digit)
    {
        if (digit == '\0')
        {
            _hits = 0;
            if (++_misses >= MissesOfPause)
                _isDown = false;
            return;
        }

        _misses = 0;
        if (digit != _candidate)
        {
            // Another digit without a pause between is another press.
            _isDown = false;
            _candidate = digit;
            _hits = 0;
        }

        if (++_hits < HitsOfPress || _isDown)
            return;
        _isDown = true;
        _pressed(digit);
    }
}
