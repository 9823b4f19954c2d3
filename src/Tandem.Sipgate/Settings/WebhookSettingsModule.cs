using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Settings;

/// <summary>
/// Says where sipgate sends its webhooks. Needs the scopes <c>settings:sipgateio:read</c> and <c>settings:sipgateio:write</c>, and sipgate.io booked.
/// Each change reads the settings and writes them all, as the API has no other way: of two at the same time, one may be lost.
/// </summary>
public sealed class WebhookSettingsModule
{
    private readonly SipgateConnection _connection;

    internal WebhookSettingsModule(SipgateConnection connection) => _connection = connection;

    /// <summary>The settings.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<WebhookSettings> GetAsync(CancellationToken cancellationToken = default) =>
        _connection.ReadAsync(SipgateRequest.Get("settings/sipgateio", ErrorTexts.Settings), WebhookSettingsJson.Default.WebhookSettings, cancellationToken);

    /// <summary>Replaces all settings at once.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">An address or extension cannot be.</exception>
    public Task SetAsync(WebhookSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        CheckUrl(settings.IncomingUrl, nameof(settings.IncomingUrl));
        CheckUrl(settings.OutgoingUrl, nameof(settings.OutgoingUrl));
        foreach (var extension in settings.Whitelist ?? [])
        {
            SipgateValidationException.Require(
                Extension.IsValid(extension, "pg"), $"Whitelist allows only 'p' and 'g' extensions\nInvalid extension: {extension}", nameof(settings.Whitelist));
        }
        var request = SipgateRequest.Put("settings/sipgateio", ErrorTexts.Settings);
        return _connection.SendAsync(request.With(settings, WebhookSettingsJson.Default.WebhookSettings), cancellationToken);
    }

    /// <summary>Says where incoming calls are told.</summary>
    /// <param name="url">An address of http or https; empty for nowhere.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">It is neither.</exception>
    public Task SetIncomingUrlAsync(string url, CancellationToken cancellationToken = default)
    {
        CheckUrl(url, nameof(url));
        return ChangeAsync(settings => settings with { IncomingUrl = url }, cancellationToken);
    }

    /// <summary>Says where outgoing calls are told.</summary>
    /// <param name="url">An address of http or https; empty for nowhere.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">It is neither.</exception>
    public Task SetOutgoingUrlAsync(string url, CancellationToken cancellationToken = default)
    {
        CheckUrl(url, nameof(url));
        return ChangeAsync(settings => settings with { OutgoingUrl = url }, cancellationToken);
    }

    /// <summary>Tells incoming calls nowhere.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ClearIncomingUrlAsync(CancellationToken cancellationToken = default) => SetIncomingUrlAsync("", cancellationToken);

    /// <summary>Tells outgoing calls nowhere.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ClearOutgoingUrlAsync(CancellationToken cancellationToken = default) => SetOutgoingUrlAsync("", cancellationToken);

    /// <summary>Tells the calls of these alone.</summary>
    /// <param name="extensions">Phone lines (p) and groups (g).</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">One is neither.</exception>
    public Task SetWhitelistAsync(IEnumerable<string> extensions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        string[] list = [.. extensions];
        foreach (var extension in list)
        {
            SipgateValidationException.Require(
                Extension.IsValid(extension, "pg"), $"Whitelist allows only 'p' and 'g' extensions\nInvalid extension: {extension}", nameof(extensions));
        }
        return ChangeAsync(settings => settings with { Whitelist = list }, cancellationToken);
    }

    /// <summary>Tells no calls.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task ClearWhitelistAsync(CancellationToken cancellationToken = default) => ChangeAsync(settings => settings with { Whitelist = [] }, cancellationToken);

    /// <summary>Tells the calls of all phone lines and groups.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DisableWhitelistAsync(CancellationToken cancellationToken = default) => ChangeAsync(settings => settings with { Whitelist = null }, cancellationToken);

    /// <summary>Turns the log of webhooks on or off.</summary>
    /// <param name="enabled">Whether sipgate keeps one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task SetLogAsync(bool enabled, CancellationToken cancellationToken = default) => ChangeAsync(settings => settings with { Log = enabled }, cancellationToken);

    /// <summary>The log of webhooks. Needs the scope <c>log:webhooks:read</c>.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<WebhookLogEntry>> GetLogAsync(CancellationToken cancellationToken = default) =>
        (await _connection.ReadAsync(SipgateRequest.Get("log/webhooks", ErrorTexts.Settings), WebhookSettingsJson.Default.Log, cancellationToken).ConfigureAwait(false)).Items;

    private async Task ChangeAsync(Func<WebhookSettings, WebhookSettings> change, CancellationToken cancellationToken)
    {
        var settings = change(await GetAsync(cancellationToken).ConfigureAwait(false));
        var request = SipgateRequest.Put("settings/sipgateio", ErrorTexts.Settings);
        await _connection.SendAsync(request.With(settings, WebhookSettingsJson.Default.WebhookSettings), cancellationToken).ConfigureAwait(false);
    }

    private static void CheckUrl(string url, string parameter)
    {
        ArgumentNullException.ThrowIfNull(url);
        SipgateValidationException.Require(
            url.Length == 0 || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")), $"Invalid webhook URL: {url}", parameter);
    }
}
