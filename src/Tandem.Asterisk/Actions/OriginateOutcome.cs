namespace Tandem.Asterisk.Actions;

/// <summary>How a call that was asked for went; the values are Asterisk's reasons.</summary>
public enum OriginateOutcome
{
    /// <summary>It could not be made: no such endpoint, or it is not registered.</summary>
    Failed = 0,

    /// <summary>It was declined.</summary>
    HungUp = 1,

    /// <summary>It rang and was not answered in time.</summary>
    NotAnswered = 3,

    /// <summary>It was answered.</summary>
    Answered = 4,

    /// <summary>The phone is busy.</summary>
    Busy = 5,

    /// <summary>The network is congested.</summary>
    Congestion = 8,
}
