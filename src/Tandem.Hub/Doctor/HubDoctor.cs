using Tandem.Hub.Configuration;

namespace Tandem.Hub.Doctor;

/// <summary>Examines what a hub needs of its machine and its settings, whether or not it runs.</summary>
internal static class HubDoctor
{
    /// <summary>Examines everything.</summary>
    /// <param name="configuration">The settings as they stand.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(IConfiguration configuration, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        TandemSettings settings;
        try
        {
            settings = TandemSettings.Read(configuration);
        }
        catch (SettingsException exception)
        {
            // All else is about the settings.
            return [Finding.Fail("settings", exception.Message, "Correct the setting in appsettings.json, the environment or the command line.")];
        }
        var (running, hub) = await HubCheck.ExamineAsync(settings.Hub.DataDirectory, cancellationToken).ConfigureAwait(false);
        return
        [
            Finding.Ok("settings", "They can be read."),
            hub,
            .. PortCheck.Examine(settings, running),
            NatCheck.Examine(settings.Switch),
            CertificateCheck.Examine(settings.Switch, timeProvider),
            FileLimitCheck.Examine(settings.Switch.Media),
            SocketBufferCheck.Examine(),
            await ClockCheck.ExamineAsync(timeProvider, cancellationToken).ConfigureAwait(false),
            DataDirectoryCheck.Examine(settings.Hub.DataDirectory),
            await StoreCheck.ExamineAsync(settings.Hub, cancellationToken).ConfigureAwait(false),
        ];
    }
}
