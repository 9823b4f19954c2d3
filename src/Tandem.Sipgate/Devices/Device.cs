namespace Tandem.Sipgate.Devices;

/// <summary>A device of a user.</summary>
public sealed record Device
{
    /// <summary>Its id, such as <c>e0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Alias { get => field ?? ""; init; }

    /// <summary>What it is: <c>REGISTER</c>, <c>MOBILE</c>, <c>EXTERNAL</c>, or what sipgate adds.</summary>
    public string? Type { get; init; }

    /// <summary>Whether it does not disturb.</summary>
    public bool Dnd { get; init; }

    /// <summary>Whether it is registered.</summary>
    public bool Online { get; init; }

    /// <summary>The number that it shows; null for none.</summary>
    public string? CallerId { get; init; }

    /// <summary>Its user; null where it is not told.</summary>
    public string? Owner { get; init; }

    /// <summary>The phone lines that ring it.</summary>
    public IReadOnlyList<DeviceRoute> ActivePhonelines { get => field ?? []; init; }

    /// <summary>The groups that ring it.</summary>
    public IReadOnlyList<DeviceRoute> ActiveGroups { get => field ?? []; init; }
}
