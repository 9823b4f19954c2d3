using Tandem.Hub.Configuration;
using Tandem.Hub.Identity;

namespace Tandem.Hub.Hosting;

/// <summary>What a hub needs before anybody can use it: extensions, and a token for its own command line.</summary>
internal sealed class FirstStart(HubSettings hub, SwitchSettings exchange, ExtensionService extensions, TokenRepository tokens)
{
    private static readonly string[] FirstNumbers = ["101", "102", "103", "104", "105"];

    /// <summary>Loads the extensions, and makes the first ones where neither the settings nor the store have any.</summary>
    /// <returns>The new extensions with their secrets; none on a later start.</returns>
    public async Task<IReadOnlyList<(string Number, string Secret)>> EnsureExtensionsAsync(CancellationToken cancellationToken)
    {
        if (await extensions.LoadAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
            return [];
        }
        var created = new List<(string, string)>();
        foreach (var number in FirstNumbers)
        {
            var outcome = await extensions.AddAsync(exchange.Switch.Domain, number, $"Extension {number}", secret: null, cancellationToken).ConfigureAwait(false);
            if (outcome is ExtensionOutcome.Done { Secret: { } secret })
            {
                created.Add((number, secret));
            }
        }
        return created;
    }

    /// <summary>Writes the profile for the command line: with the token of the settings, else the one it has, else a new one.</summary>
    /// <param name="url">Where REST is served.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A token that was made now; null where there was one.</returns>
    public async Task<string?> EnsureProfileAsync(string url, CancellationToken cancellationToken)
    {
        string? created = null;
        var token = hub.ApiToken;
        if (token is null && HubProfile.Load(hub.DataDirectory)?.Token is { } known && await tokens.FindAsync(known, cancellationToken).ConfigureAwait(false) is not null)
        {
            token = known;
        }
        token ??= created = (await tokens.CreateAsync(exchange.Switch.Domain, "command line", ["read", "call", "admin"], cancellationToken: cancellationToken).ConfigureAwait(false)).Secret;
        new HubProfile(url, token).Save(hub.DataDirectory);
        return created;
    }
}
