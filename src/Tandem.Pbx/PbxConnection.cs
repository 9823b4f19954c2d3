namespace Tandem.Pbx;

/// <summary>How a source stands with its exchange.</summary>
/// <param name="State">What it is.</param>
public sealed record PbxConnection(PbxConnectionState State)
{
    /// <summary>When the model was last compared with the whole exchange; <see langword="null"/> before the first time.</summary>
    public DateTimeOffset? SynchronizedAt { get; init; }

    /// <summary>When settings that the exchange does not report as they change (do not disturb, forwards) were last read;
    /// <see langword="null"/> where they never were.</summary>
    public DateTimeOffset? SettingsReadAt { get; init; }

    /// <summary>What the exchange calls itself; <see langword="null"/> before the first connection.</summary>
    public string? Version { get; init; }

    /// <summary>What is wrong, or what is missing from the model and why; <see langword="null"/> when all is well.</summary>
    public string? Fault { get; init; }
}
