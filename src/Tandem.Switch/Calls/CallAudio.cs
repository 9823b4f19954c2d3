namespace Tandem.Switch.Calls;

/// <summary>The audio of a <see cref="Call"/>.</summary>
public sealed class CallAudio
{
    private readonly Call _call;

    internal CallAudio(Call call) => _call = call;

    /// <summary>Sends the caller its own voice back, telephone events included, until the call is bridged or over. The call must be answered.</summary>
    /// <exception cref="InvalidOperationException">The call has never been answered.</exception>
    public void Echo()
    {
        var media = _call.Media ?? throw new InvalidOperationException("The call has no audio before it is answered.");
        media.Echo();
    }
}
