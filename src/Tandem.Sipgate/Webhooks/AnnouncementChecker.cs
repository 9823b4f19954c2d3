namespace Tandem.Sipgate.Webhooks;

/// <summary>Looks at a sound where sipgate will fetch it: sipgate plays nothing, and says nothing, where the format is another.</summary>
/// <param name="http">What fetches it; it is not disposed here. Only the file's head is fetched.</param>
public sealed class AnnouncementChecker(HttpClient http)
{
    /// <summary>Reads the format of a sound, and refuses one that sipgate does not play.</summary>
    /// <param name="announcement">Where it is, http or https.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The format, with the duration.</returns>
    /// <exception cref="SipgateValidationException">It is not WAVE, PCM of 16 bits, mono, 8,000 Hz.</exception>
    /// <exception cref="HttpRequestException">It cannot be fetched.</exception>
    public async Task<AnnouncementFormat> CheckAsync(Uri announcement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        using var response = await http.GetAsync(announcement, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var format = await WaveHeader.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        SipgateValidationException.Require(
            format.IsPlayable, $"\n\nInvalid audio format. Please use 16bit PCM WAVE mono audio at 8kHz.\nYour format was: {format}\n", nameof(announcement));
        return format;
    }
}
