namespace Tandem.Load.Soak;

/// <summary>What a hub has alive.</summary>
/// <param name="Legs">Legs of calls.</param>
/// <param name="Dialogs">SIP dialogs of calls.</param>
/// <param name="Transactions">SIP transactions.</param>
/// <param name="Timers">Timers of the signalling thread.</param>
/// <param name="Ports">Media channels: pairs of ports.</param>
/// <param name="Heap">The managed heap after its last collection, in bytes.</param>
internal readonly record struct HubAlive(long Legs, long Dialogs, long Transactions, long Timers, long Ports, long Heap)
{
    /// <summary>Whether nothing of any call is left.</summary>
    /// <param name="before">What was alive before the first call.</param>
    public bool IsAtRest(HubAlive before) => Legs == 0 && Dialogs == 0 && Transactions == 0 && Ports == 0 && Timers <= before.Timers;
}
