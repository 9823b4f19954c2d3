namespace Tandem.Sipgate.Calls;

/// <summary>The answer to a call or a fax that was queued.</summary>
internal sealed record SessionBody
{
    public required string SessionId { get; init; }
}
