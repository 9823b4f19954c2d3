using Tandem.Switch.Calls;

namespace Tandem.Switch.Applications;

/// <summary>Answers and sends the caller its own voice and digits back, until it hangs up: the test of a line.</summary>
public static class EchoApplication
{
    /// <summary>The application's name, as the model shows it.</summary>
    public const string Name = "echo";

    /// <summary>Runs the application on a call; for <see cref="SipSwitch.OnCall"/>.</summary>
    public static async Task RunAsync(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await call.AnswerAsync().ConfigureAwait(false))
        {
            call.Audio.Echo();
            await call.WaitForHangupAsync().ConfigureAwait(false);
        }
    }
}
