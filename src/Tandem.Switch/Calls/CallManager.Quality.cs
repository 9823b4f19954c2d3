namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
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
    }
}
