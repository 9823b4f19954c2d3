namespace Tandem.Sipgate.History;

/// <summary>A recording of a call.</summary>
public sealed record CallRecording
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Where it is.</summary>
    public string Url { get => field ?? ""; init; }
}
