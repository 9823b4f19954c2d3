namespace Tandem.Media.Srtp;

/// <summary>The last 64 places of a stream, and which of them have come (RFC 3711 section 3.3.2).</summary>
internal struct ReplayWindow
{
    private const int Size = 64;

    private ulong _seen;

    /// <summary>The highest place so far.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Whether a place has come before, or lies too far back to know.</summary>
    public readonly bool Contains(ulong index) =>
        _seen != 0 && index <= Highest && (Highest - index >= Size || (_seen >> (int)(Highest - index) & 1) != 0);

    /// <summary>Notes an authentic packet.</summary>
    public void Add(ulong index)
    {
        if (_seen == 0 || index > Highest)
        {
            ulong ahead = index - Highest;
            _seen = _seen == 0 || ahead >= Size ? 1 : (_seen << (int)ahead) | 1;
            Highest = index;
        }
        else
        {
            _seen |= 1UL << (int)(Highest - index);
        }
    }
}
