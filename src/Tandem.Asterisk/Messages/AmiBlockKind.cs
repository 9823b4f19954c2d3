namespace Tandem.Asterisk.Messages;

/// <summary>What a block is.</summary>
public enum AmiBlockKind
{
    /// <summary>It has neither <c>Event</c> nor <c>Response</c>.</summary>
    Unknown,

    /// <summary>It has <c>Event</c>, be it with <c>Response</c> beside it, as OriginateResponse has.</summary>
    Event,

    /// <summary>The reply to an action: it has <c>Response</c> and no <c>Event</c>.</summary>
    Response,
}
