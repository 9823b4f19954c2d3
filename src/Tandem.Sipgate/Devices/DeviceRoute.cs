namespace Tandem.Sipgate.Devices;

/// <summary>A phone line or group that rings a device.</summary>
public sealed record DeviceRoute
{
    /// <summary>Its id, such as <c>p0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Alias { get => field ?? ""; init; }
}
