using System.Globalization;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>Session timers, both roles (RFC 4028).</summary>
public sealed partial class InviteSession
{
    private SessionTimer? _timer;

    /// <summary>The interval within which the session is refreshed or ends; null where no timer runs (RFC 4028).</summary>
    public TimeSpan? SessionInterval => _timer is { IsRunning: true } timer ? TimeSpan.FromSeconds(timer.Seconds) : null;

    /// <summary>Whether we are who refreshes the session.</summary>
    public bool IsRefresher => _timer is { IsRunning: true, IsRefresher: true };

    /// <summary>Refuses a new call whose timer cannot be granted.</summary>
    internal bool RefusesAtOnce()
    {
        if (!RefusesInterval(_incoming!))
        {
            return false;
        }
        End(new SessionEnd(SessionEndKind.LocalHangup, 422, null));
        return true;
    }

    /// <summary>Asks for a timer, or for the running one to go on.</summary>
    private void ProposeTimer(SipMessage request)
    {
        if (_agent.SessionTimers is not { } options)
        {
            return;
        }
        if (_timer is { IsRunning: true } timer)
        {
            var refresher = timer.IsRefresher ? SessionRefresher.Uac : SessionRefresher.Uas;
            AddInterval(request, new SessionExpires(timer.Seconds, refresher), options.MinInterval);
        }
        else if (options.Propose)
        {
            AddInterval(request, new SessionExpires((uint)options.Interval.TotalSeconds), options.MinInterval);
        }
    }

    private static void AddInterval(SipMessage request, SessionExpires expires, TimeSpan least)
    {
        request.Set(SipHeaderName.SessionExpires, expires.ToString());
        if (least > SessionTimerOptions.LeastInterval)
        {
            request.Set(SipHeaderName.MinSE, ((uint)least.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Takes a longer interval that a 422 asks for (RFC 4028 7.4).</summary>
    /// <returns>False where the response asks for none.</returns>
    private static bool TryLengthen(SipMessage request, SipMessage response)
    {
        if (response.StatusCode != 422 || SipMessage.ReadSeconds(response.Get(SipHeaderName.MinSE)) is not { } least
            || SessionExpires.Of(request) is not { } asked || asked.Seconds >= least)
        {
            return false;
        }
        AddInterval(request, asked with { Seconds = least }, TimeSpan.FromSeconds(least));
        return true;
    }

    /// <summary>What the 2xx to a request of ours says about the timer (RFC 4028 7.2).</summary>
    private void TakeTimer(SipMessage response)
    {
        if (_agent.SessionTimers is null || State == SessionState.Ended)
        {
            return;
        }
        if (SessionExpires.Of(response) is { Seconds: > 0 } expires)
        {
            StartTimer(expires.Seconds, isRefresher: expires.Refresher != SessionRefresher.Uas);
        }
        else
        {
            _timer?.Stop();
        }
    }

    /// <summary>Refuses a request whose interval is too short (RFC 4028 9).</summary>
    private bool RefusesInterval(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (_agent.SessionTimers is not { } options || SessionExpires.Of(request) is not { } asked
            || asked.Seconds >= options.MinInterval.TotalSeconds || !request.HasValue(SipHeaderName.Supported, "timer"u8))
        {
            return false;
        }
        var response = request.CreateResponse(422, null, _localTag);
        response.Add(SipHeaderName.MinSE, ((uint)options.MinInterval.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        transaction.Respond(response);
        return true;
    }

    /// <summary>Grants the timer that a request asks for, in our 2xx (RFC 4028 9).</summary>
    private void GrantTimer(SipMessage request, SipMessage response)
    {
        if (_agent.SessionTimers is not { } options)
        {
            return;
        }
        var supports = request.HasValue(SipHeaderName.Supported, "timer"u8);
        var asked = SessionExpires.Of(request);
        if (asked is null && !(options.Propose && supports))
        {
            _timer?.Stop();
            return;
        }
        var least = Math.Max(SipMessage.ReadSeconds(request.Get(SipHeaderName.MinSE)) ?? 0, (uint)options.MinInterval.TotalSeconds);
        var longest = Math.Max((uint)options.Interval.TotalSeconds, least);
        var seconds = Math.Clamp(asked?.Seconds ?? longest, least, longest);
        // Where nobody is named, who asked for the timer also keeps it running; a peer that knows no timers cannot.
        var isPeer = supports && asked is { Refresher: not SessionRefresher.Uas };
        response.Add(SipHeaderName.SessionExpires, new SessionExpires(seconds, isPeer ? SessionRefresher.Uac : SessionRefresher.Uas).ToString());
        if (supports)
        {
            response.Add(SipHeaderName.Require, "timer");
        }
        StartTimer(seconds, isRefresher: !isPeer);
    }

    private void StartTimer(uint seconds, bool isRefresher)
    {
        _timer ??= new SessionTimer(_agent.Stack.Loop, Refresh, OnSessionExpired);
        // A peer's number may be beyond what the RFC or a timer allows.
        _timer.Start(Math.Clamp(seconds, (uint)SessionTimerOptions.LeastInterval.TotalSeconds, 86_400), isRefresher);
    }

    private void Refresh()
    {
        if (!CanChange)
        {
            // A change is under way: it refreshes the session too.
            return;
        }
        if (_remoteAllowsUpdate)
        {
            BeginChange(new OutgoingChange(SipMethod.Update, default, configure: null, isRefresh: true));
        }
        else
        {
            BeginChange(new OutgoingChange(SipMethod.Invite, _localSdp, configure: null, isRefresh: true));
        }
    }

    private void OnSessionExpired()
    {
        if (State != SessionState.Established)
        {
            return;
        }
        ClearPendingAnswer();
        SendBye(_byeReason);
        End(new SessionEnd(SessionEndKind.SessionExpired, 408, null));
    }
}
