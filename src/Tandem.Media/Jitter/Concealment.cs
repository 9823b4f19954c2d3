namespace Tandem.Media.Jitter;

/// <summary>
/// Makes up for lost audio from what was heard before, in the manner of ITU-T G.711 appendix I: the last pitch period goes on, fades out
/// from 10 to 60 ms, and is blended into the audio that follows. On samples, and so for any codec.
/// </summary>
internal sealed class Concealment
{
    private readonly int _rate;
    private readonly short[] _history;
    private readonly short[] _period;
    private int _lag;
    private int _position;
    private int _age;

    public Concealment(int rate)
    {
        _rate = rate;
        _history = new short[rate * 40 / 1000];
        _period = new short[Pitch.Longest(rate)];
    }

    /// <summary>Whether the last audio was made up.</summary>
    public bool IsActive => _lag > 0;

    private int FadeStart => _rate / 100;

    private int FadeEnd => _rate * 60 / 1000;

    /// <summary>Takes audio that was received; the first after a loss is blended with what was made up.</summary>
    public void Receive(Span<short> samples)
    {
        if (IsActive)
        {
            int blend = Math.Min(samples.Length, _rate / 200);
            for (int i = 0; i < blend; i++)
                samples[i] = (short)(((samples[i] * i) + (Next() * (blend - i))) / blend);
            _lag = 0;
        }

        Remember(samples);
    }

    /// <summary>Makes up audio.</summary>
    public void Fill(Span<short> samples)
    {
        if (!IsActive)
            Begin();
        for (int i = 0; i < samples.Length; i++)
            samples[i] = Next();
        Remember(samples);
    }

    public void Reset()
    {
        Array.Clear(_history);
        _lag = 0;
    }

    private void Begin()
    {
        int compared = _rate / 80;
        _lag = Pitch.Find(_history, _history.Length - compared, compared, _rate);
        _position = 0;
        _age = 0;
        ReadOnlySpan<short> last = _history.AsSpan(_history.Length - _lag);
        last.CopyTo(_period);

        // The end of the period glides into what came before its start, so that it can follow itself.
        int blend = _lag / 4;
        for (int i = 0; i < blend; i++)
        {
            int place = _lag - blend + i;
            int before = _history[_history.Length - _lag - blend + i];
            _period[place] = (short)(((_period[place] * (blend - i)) + (before * i)) / blend);
        }
    }

    private short Next()
    {
        int gain = _age < FadeStart ? 1024 : Math.Max(0, 1024 * (FadeEnd - _age) / (FadeEnd - FadeStart));
        _age++;
        short sample = (short)((_period[_position] * gain) >> 10);
        _position = _position + 1 == _lag ? 0 : _position + 1;
        return sample;
    }

    private void Remember(ReadOnlySpan<short> samples)
    {
        int count = Math.Min(samples.Length, _history.Length);
        _history.AsSpan(count).CopyTo(_history);
        samples[^count..].CopyTo(_history.AsSpan(_history.Length - count));
    }
}
