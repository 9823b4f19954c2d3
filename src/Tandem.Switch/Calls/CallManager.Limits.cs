using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    // One look at all legs a second, rather than a timer each that every hold and resume would restart.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private void WatchCalls()
    {
        if (!_look.IsRunning)
        {
            _look.Start(LookInterval);
        }
    }

    private void LookAtCalls()
    {
        TellQuality();
        CheckLimits();
        if (_calls.Count > 0)
        {
            WatchCalls();
        }
    }

    private void CheckLimits()
    {
        List<(Call Call, HangupCause Cause)>? exceeded = null;
        foreach (var call in _calls.Values)
        {
            if (call.ExceededLimit(_options.MediaTimeout, _options.MaxCallDuration) is { } cause)
            {
                (exceeded ??= []).Add((call, cause));
            }
        }
        foreach (var (call, cause) in exceeded ?? [])
        {
            call.End(cause, $"Q.850;cause={cause.Q850};text=\"{cause.Name}\"");
        }
    }
}
