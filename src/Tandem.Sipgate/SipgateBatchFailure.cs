namespace Tandem.Sipgate;

/// <summary>One of several requests that failed.</summary>
/// <param name="Item">What it was about: an id or a name.</param>
/// <param name="Exception">Why.</param>
public sealed record SipgateBatchFailure(string Item, SipgateException Exception);
