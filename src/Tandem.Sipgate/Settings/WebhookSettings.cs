namespace Tandem.Sipgate.Settings;

/// <summary>Where sipgate sends its webhooks, and for whom.</summary>
public sealed record WebhookSettings
{
    /// <summary>Where incoming calls are told; empty for nowhere.</summary>
    public string IncomingUrl { get => field ?? ""; init; }

    /// <summary>Where outgoing calls are told; empty for nowhere.</summary>
    public string OutgoingUrl { get => field ?? ""; init; }

    /// <summary>Whether sipgate keeps a log of what it sent and got.</summary>
    public bool Log { get; init; }

    /// <summary>The phone lines (p) and groups (g) whose calls are told; empty for none, null for all.</summary>
    public IReadOnlyList<string>? Whitelist { get; init; }
}
