namespace Tandem.Sipgate.Webhooks;

/// <summary>Where sipgate sends what happens next. All are absolute http or https addresses; null for nowhere.</summary>
public sealed record WebhookFollowUps
{
    /// <summary>Nothing more is told.</summary>
    public static WebhookFollowUps None { get; } = new();

    /// <summary>Where the answer to the call is told.</summary>
    public Uri? OnAnswer { get; init; }

    /// <summary>Where the end of the call is told.</summary>
    public Uri? OnHangUp { get; init; }

    /// <summary>Where pressed keys are told, for a <see cref="WebhookResponse.Gather(GatherOptions)"/> that says nothing else.</summary>
    public Uri? OnData { get; init; }
}
