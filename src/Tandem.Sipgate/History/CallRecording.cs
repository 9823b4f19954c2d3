namespace Tandem.Sipgate.History;

/// <summary>A recording of a call.</summary>
public sealed record CallRecording
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Where it is.</summary>
    public string Url { get; init; } = "";
}
