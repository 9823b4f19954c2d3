using Tandem.Sip.Loop;

namespace Tandem.Sip.Dialogs;

/// <summary>The running timer of one session (RFC 4028 10): the refresher refreshes at half the interval, and shortly before its end the session is over.</summary>
internal sealed class SessionTimer
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(32);

    private readonly LoopTimer _timer;
    private readonly Action _refresh;
    private readonly Action _expired;
    private bool _isRefreshDue;

    public SessionTimer(SignalLoop loop, Action refresh, Action expired)
    {
        _refresh = refresh;
        _expired = expired;
        _timer = new LoopTimer(loop, OnTimer);
    }

    /// <summary>The session interval in seconds.</summary>
    public uint Seconds { get; private set; }

    /// <summary>Whether we refresh.</summary>
    public bool IsRefresher { get; private set; }

    /// <summary>Whether the timer runs.</summary>
    public bool IsRunning => _timer.IsRunning;

    private TimeSpan Interval => TimeSpan.FromSeconds(Seconds);

    // RFC 4028 10: the BYE goes out the lesser of 32 s and a third of the interval before its end.
    private TimeSpan Margin => Interval / 3 < LongestMargin ? Interval / 3 : LongestMargin;

    /// <summary>The session was made or refreshed.</summary>
    public void Start(uint seconds, bool isRefresher)
    {
        Seconds = seconds;
        IsRefresher = isRefresher;
        _isRefreshDue = isRefresher;
        _timer.Start(isRefresher ? Interval / 2 : Interval - Margin);
    }

    public void Stop() => _timer.Stop();

    private void OnTimer()
    {
        if (!_isRefreshDue)
        {
            _expired();
            return;
        }
        _isRefreshDue = false;
        _timer.Start((Interval / 2) - Margin);
        _refresh();
    }
}
