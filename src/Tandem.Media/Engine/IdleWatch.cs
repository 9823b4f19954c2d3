namespace Tandem.Media.Engine;

/// <summary>Notices that a remote has fallen silent: once, until it is heard again.</summary>
internal sealed class IdleWatch
{
    private readonly long _limit;
    private long _since = -1;
    private bool _isIdle;

    /// <param name="limit">How long it may be silent, in clock units.</param>
    public IdleWatch(TimeSpan limit) => _limit = limit.Ticks;

    /// <summary>Looks at a remote.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="lastReceived">When its last packet came; -1 for never.</param>
    /// <param name="owesMedia">Whether it ought to send: known, and not on hold.</param>
    /// <returns>Whether it has just been silent for too long.</returns>
    public bool Check(long now, long lastReceived, bool owesMedia)
    {
        if (!owesMedia || _since < 0)
            _since = now;
        if (lastReceived > _since)
        {
            _since = lastReceived;
            _isIdle = false;
        }

        if (_isIdle || now - _since < _limit)
            return false;
        _isIdle = true;
        return true;
    }
}
