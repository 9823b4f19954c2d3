using Tandem.Pbx.Model;

namespace Tandem.Switch.Calls.Transfers;

/// <summary>What has legs on their way from one party to another, and hears what becomes of them. A leg is in one at a time.</summary>
internal interface ITransfer
{
    /// <summary>The legs that it began with; some may have left it.</summary>
    IEnumerable<Call> Legs { get; }

    /// <summary>Whether a leg waits, and hears music.</summary>
    bool KeepsWaiting(Call leg);

    /// <summary>Somebody rings for a leg.</summary>
    void OnRinging(Call leg);

    /// <summary>A leg was joined with another one.</summary>
    /// <returns>Whether the model was told; else it is told as of any other bridge.</returns>
    bool OnJoined(Call leg, Call other);

    /// <summary>An application has taken a leg.</summary>
    /// <returns>Whether the model was told.</returns>
    bool OnEntered(Call leg, string application);

    /// <summary>The way of a leg led nowhere.</summary>
    /// <returns>False where the leg is to end for that.</returns>
    bool OnFailed(Call leg, HangupCause cause);

    /// <summary>The one that a leg talks with is over.</summary>
    /// <returns>False where that is not the transfer's matter.</returns>
    bool OnLeft(Call leg);

    /// <summary>A leg is about to be over.</summary>
    /// <returns>Why, as far as the transfer knows better.</returns>
    HangupCause OnEnding(Call leg, HangupCause cause);
}
