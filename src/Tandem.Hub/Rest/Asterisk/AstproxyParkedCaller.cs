namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A parked call in the words of astproxy.</summary>
/// <param name="Parking">The slot.</param>
/// <param name="Channel">The name of the parked channel.</param>
/// <param name="Num">The number of who waits there.</param>
/// <param name="Name">The name of who waits there.</param>
/// <param name="ParkeeNum">The number of who parked the call.</param>
/// <param name="ParkeeName">The name of who parked the call.</param>
/// <param name="Timeout">The seconds that are left.</param>
internal sealed record AstproxyParkedCaller(string? Parking, string? Channel, string? Num, string? Name, string? ParkeeNum, string? ParkeeName, long? Timeout)
{
    /// <summary>Nobody: it has no fields.</summary>
    public static AstproxyParkedCaller None { get; } = new(null, null, null, null, null, null, null);
}
