namespace Tandem.Sipgate.Webhooks;

/// <summary>Why a call ended.</summary>
public enum WebhookHangUpCause
{
    /// <summary>Not told, or by a word that is not known; <see cref="HangUpEvent.CauseText"/> has it.</summary>
    Unknown,

    /// <summary>One side hung up after the answer (<c>normalClearing</c>).</summary>
    NormalClearing,

    /// <summary>The called side was busy (<c>busy</c>).</summary>
    Busy,

    /// <summary>The caller gave up (<c>cancel</c>).</summary>
    Cancel,

    /// <summary>The called side rejected the call, or is not to be disturbed (<c>noAnswer</c>).</summary>
    NoAnswer,

    /// <summary>The called side could not be reached (<c>congestion</c>).</summary>
    Congestion,

    /// <summary>There is no such number, or its phone is offline (<c>notFound</c>).</summary>
    NotFound,

    /// <summary>The call went on elsewhere, under another id (<c>forwarded</c>).</summary>
    Forwarded,
}
