namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    // What the telemetry of the model takes of one channel.
    private static readonly TimeSpan QualityInterval = TimeSpan.FromSeconds(1);

    private void WatchQuality()
    {
        if (!_quality.IsRunning)
        {
            _quality.Start(QualityInterval);
        }
    }

    private void TellQuality()
    {
        var now = Loop.TimeProvider.GetUtcNow();
        foreach (var call in _calls.Values)
        {
            if (call.IsAnswered && call.TakeQuality(Model.Id(call.Id), now) is { } figures)
            {
                Model.Telemetry.Publish(figures);
            }
        }
        if (_calls.Count > 0)
        {
            WatchQuality();
        }
    }
}
