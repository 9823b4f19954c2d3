namespace Tandem.Sipgate.Tests.Stub;

/// <summary>What the stub answers.</summary>
internal sealed record StubReply(int Status, string Body = "")
{
    public string? RetryAfter { get; init; }

    /// <summary>The connection is cut instead.</summary>
    public bool Aborts { get; init; }
}
