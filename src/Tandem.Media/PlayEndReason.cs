namespace Tandem.Media;

/// <summary>Why a source stopped being played.</summary>
public enum PlayEndReason
{
    /// <summary>The source came to its end.</summary>
    Completed,

    /// <summary><see cref="MediaChannel.StopPlay"/> was called.</summary>
    Stopped,

    /// <summary>Another source took its place.</summary>
    Replaced,

    /// <summary>The remote pressed a key (<see cref="Playing.PlayOptions.StopsOnDigit"/>); told before the digit is.</summary>
    Digit,

    /// <summary>The remote spoke (<see cref="Playing.PlayOptions.BargeInLevel"/>).</summary>
    BargeIn,

    /// <summary>The channel was closed.</summary>
    ChannelClosed,

    /// <summary>The source threw an exception; see <see cref="MediaEngine.HandlerFailed"/>.</summary>
    Faulted,
}
