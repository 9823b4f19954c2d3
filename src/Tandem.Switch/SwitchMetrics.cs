using System.Diagnostics.Metrics;
using Tandem.Pbx.Model;

namespace Tandem.Switch;

/// <summary>The instruments of the meter <c>Tandem.Switch</c>, for one exchange.</summary>
internal sealed class SwitchMetrics : IDisposable
{
    private static readonly KeyValuePair<string, object?> Inbound = new("direction", "in");
    private static readonly KeyValuePair<string, object?> Outbound = new("direction", "out");

    private readonly Meter _meter = new("Tandem.Switch");
    private readonly Counter<long> _offered;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _authenticationFailures;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _locks;

    /// <summary>Makes the instruments.</summary>
    /// <param name="activeCalls">Tells the legs alive, on any thread.</param>
    /// <param name="activeDialogs">Tells the dialogs of calls alive, on any thread.</param>
    /// <param name="registeredUsers">Tells the users with a registered phone, on any thread.</param>
    public SwitchMetrics(Func<int> activeCalls, Func<int> activeDialogs, Func<int> registeredUsers)
    {
        _meter.CreateObservableUpDownCounter("tandem.switch.calls.active", activeCalls, "{call}", "Legs of calls that are up.");
        _meter.CreateObservableUpDownCounter("tandem.switch.dialogs", activeDialogs, "{dialog}", "Dialogs of calls, with those whose last messages are awaited.");
        _meter.CreateObservableUpDownCounter("tandem.switch.registrations", registeredUsers, "{extension}", "Extensions with a registered phone.");
        _offered = _meter.CreateCounter<long>("tandem.switch.calls.offered", "{call}", "Legs begun, by direction as the exchange sees it.");
        _answered = _meter.CreateCounter<long>("tandem.switch.calls.answered", "{call}", "Legs answered, by direction.");
        _ended = _meter.CreateCounter<long>("tandem.switch.calls.ended", "{call}", "Legs ended, by cause.");
        _authenticationFailures = _meter.CreateCounter<long>("tandem.switch.authentication.failures", "{request}", "Requests with wrong credentials, by method.");
        _refused = _meter.CreateCounter<long>("tandem.switch.refused", "{request}", "Calls and registrations refused before any work was done for them, by reason.");
        _locks = _meter.CreateCounter<long>("tandem.switch.locks", "{account}", "Accounts locked because they were guessed at from many sources.");
    }

    public void AccountLocked() => _locks.Add(1);

    public void Offered(bool isOutbound) => _offered.Add(1, isOutbound ? Outbound : Inbound);

    public void Answered(bool isOutbound) => _answered.Add(1, isOutbound ? Outbound : Inbound);

    public void Ended(HangupCause cause) => _ended.Add(1, new KeyValuePair<string, object?>("cause", cause.Name));

    public void AuthenticationFailed(string method) => _authenticationFailures.Add(1, new KeyValuePair<string, object?>("method", method));

    /// <param name="reason">Why: <c>overload</c>, <c>ports</c>, <c>calls</c>, <c>guessing</c>, <c>rate</c> or <c>scanner</c>.</param>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
