namespace Tandem.Asterisk.Actions;

/// <summary>Sends a channel elsewhere in the dialplan, and another one with it where one is given.</summary>
public sealed record RedirectAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>The context.</summary>
    public required string Context { get; init; }

    /// <summary>The extension.</summary>
    public required string Extension { get; init; }

    /// <summary>The priority; 1 by default.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>Another channel to send, such as the other one of a call.</summary>
    public string? ExtraChannel { get; init; }

    /// <summary>Its context; null for the same.</summary>
    public string? ExtraContext { get; init; }

    /// <summary>Its extension.</summary>
    public string? ExtraExtension { get; init; }

    /// <summary>Its priority.</summary>
    public int? ExtraPriority { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Redirect")
    {
        { "Channel", Channel },
        { "Context", Context },
        { "Exten", Extension },
        { "Priority", Priority },
        { "ExtraChannel", ExtraChannel },
        { "ExtraContext", ExtraContext },
        { "ExtraExten", ExtraExtension },
        { "ExtraPriority", ExtraPriority },
    };
}
