using System.Net;
using Tandem.Hub.Configuration;
using Tandem.Hub.Hosting;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the hub of this data directory runs, and is well.</summary>
internal static class HubCheck
{
    private const string Name = "hub";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks the hub that the profile names for its health.</summary>
    /// <returns>Whether one answers, and what to say about it.</returns>
    public static async Task<(bool IsRunning, Finding Finding)> ExamineAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        HubProfile? profile;
        try
        {
            profile = HubProfile.Load(dataDirectory);
        }
        catch (SettingsException exception)
        {
            return (false, Finding.Warn(Name, exception.Message, "Remove the file; `tandem run` writes it anew."));
        }
        if (profile is null)
        {
            return (false, Finding.Ok(Name, "None has run with this data directory."));
        }
        using var client = new HttpClient { BaseAddress = new Uri(profile.Url), Timeout = Patience };
        try
        {
            using var response = await client.GetAsync("/health/ready", cancellationToken).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (true, Finding.Ok(Name, $"It runs at {profile.Url} and is ready.")),
                HttpStatusCode.ServiceUnavailable => (true, Finding.Fail(
                    Name,
                    $"It runs at {profile.Url} and is not ready: {await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)}",
                    "Its log says why.")),
                var status => (false, Finding.Warn(Name, $"Something else answers at {profile.Url}: {(int)status}.", "See which program has the port: ss -ltnp")),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (false, Finding.Ok(Name, $"None answers at {profile.Url}, where the last one ran."));
        }
    }
}
