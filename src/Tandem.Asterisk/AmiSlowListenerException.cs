namespace Tandem.Asterisk;

/// <summary>A listener took events so slowly that its buffer was full, and was ended, as <see cref="Listeners.AmiOverflow.End"/> asks.</summary>
public sealed class AmiSlowListenerException : AmiException
{
    internal AmiSlowListenerException(int capacity)
        : base($"The listener fell {capacity} events behind and was ended. What it knows is no longer complete.")
    {
    }
}
