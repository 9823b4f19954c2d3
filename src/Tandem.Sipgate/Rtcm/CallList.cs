namespace Tandem.Sipgate.Rtcm;

/// <summary>The answer to <c>GET calls</c>.</summary>
internal sealed record CallList
{
    public IReadOnlyList<EstablishedCall> Data { get => field ?? []; init; }
}
