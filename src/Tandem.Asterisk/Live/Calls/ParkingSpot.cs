namespace Tandem.Asterisk.Live.Calls;

/// <summary>Where a channel is parked.</summary>
internal sealed record ParkingSpot(string Lot, string Slot, string? Parker, DateTimeOffset ParkedAt, DateTimeOffset? ExpiresAt)
{
    public string LocalId => $"{Lot}/{Slot}";
}
