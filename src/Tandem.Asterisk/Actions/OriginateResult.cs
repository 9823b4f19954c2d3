namespace Tandem.Asterisk.Actions;

/// <summary>How a call that was asked for went.</summary>
/// <param name="Outcome">Whether it was answered, and if not, why.</param>
/// <param name="ChannelId">The unique id that the first channel has, or would have had.</param>
/// <param name="Channel">The channel's name; null where there was none.</param>
public sealed record OriginateResult(OriginateOutcome Outcome, string ChannelId, string? Channel)
{
    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered => Outcome == OriginateOutcome.Answered;
}
