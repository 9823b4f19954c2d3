using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Tandem.Load.Soak;

/// <summary>What a hub has alive, as its metrics say.</summary>
internal sealed class HubGauges : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="hub">The hub.</param>
    public HubGauges(HubProcess hub)
    {
        _http = new HttpClient { BaseAddress = hub.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubProcess.Token);
    }

    public async Task<HubAlive> ReadAsync(CancellationToken cancellationToken)
    {
        var text = await _http.GetStringAsync("/metrics", cancellationToken).ConfigureAwait(false);
        return new HubAlive(
            Value("tandem_switch_calls_active"),
            Value("tandem_switch_dialogs"),
            Value("tandem_sip_transactions"),
            Value("tandem_sip_timers"),
            Value("tandem_media_channels"),
            Value("dotnet_gc_last_collection_heap_size(?:_bytes)?"));

        long Value(string name) => Regex.Matches(text, $@"^{name}(?:\{{[^}}]*\}})? (\S+)", RegexOptions.Multiline)
            .Sum(match => (long)double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    public void Dispose() => _http.Dispose();
}
