namespace Tandem.Asterisk.Listeners;

/// <summary>What happens when a listener is so slow that its buffer is full. The connection never waits for it.</summary>
public enum AmiOverflow
{
    /// <summary>The oldest event that waits is lost.</summary>
    DropOldest,

    /// <summary>The event that came is lost.</summary>
    DropNewest,

    /// <summary>The listener is ended with an <see cref="AmiSlowListenerException"/>: for those who cannot live with a gap.</summary>
    End,
}
