namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A queue in the words of astproxy.</summary>
/// <param name="Queue">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Its members, by extension.</param>
/// <param name="WaitingCallers">Who waits, by channel, in order.</param>
/// <param name="AvgHoldTime">How long callers wait on average, in seconds.</param>
/// <param name="AvgTalkTime">How long callers talk on average, in seconds.</param>
/// <param name="CompletedCallsCount">Calls answered.</param>
/// <param name="AbandonedCallsCount">Calls given up.</param>
/// <param name="ServiceLevelTimePeriod">The seconds within which a call ought to be answered.</param>
/// <param name="ServiceLevelPercentage">The share of calls answered within that time, 0 to 100.</param>
internal sealed record AstproxyQueue(
    string Queue,
    string Name,
    IReadOnlyDictionary<string, AstproxyQueueMember> Members,
    IReadOnlyDictionary<string, AstproxyWaitingCaller> WaitingCallers,
    long AvgHoldTime,
    long AvgTalkTime,
    int CompletedCallsCount,
    int AbandonedCallsCount,
    long ServiceLevelTimePeriod,
    double ServiceLevelPercentage);
