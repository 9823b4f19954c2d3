using System.Net;
using System.Net.Sockets;
using Tandem.Media.Wave;

namespace Tandem.Media.Playing;

/// <summary>
/// Prompts from the web: WAV files by http or https, fetched once and kept for a while. A URL comes from whoever wrote a call flow, so what
/// it can reach is limited: by size, time, and address. The address is checked where the connection is made, so that no name and no
/// redirection leads into the own network. Members may be called from any thread.
/// </summary>
public sealed class PromptCache : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Uri, Entry> _entries = [];
    private readonly PromptCacheOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;
    private long _used;

    /// <summary>Makes a cache.</summary>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="timeProvider">The clock of the ages; the system's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public PromptCache(PromptCacheOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new PromptCacheOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, MaxAutomaticRedirections = 3, UseProxy = false, UseCookies = false };
        _http = new HttpClient(handler) { Timeout = _options.Timeout, MaxResponseContentBufferSize = _options.MaxFileBytes };
    }

    /// <summary>Gets a prompt, from memory where it is there and not too old. Those who ask for one that is on its way wait together.</summary>
    /// <param name="url">An absolute http or https URL of a WAV file that <see cref="WaveReader"/> reads.</param>
    /// <param name="cancellationToken">Stops the waiting, not the fetch.</param>
    /// <exception cref="ArgumentException">The URL is no absolute http or https URL.</exception>
    /// <exception cref="IOException">The file could not be fetched, or is too long; the message says why.</exception>
    /// <exception cref="InvalidDataException">It is no such WAV file.</exception>
    public Task<PcmAudio> GetAsync(Uri url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("The URL must be absolute, by http or https.", nameof(url));
        Entry entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(url, out entry!) || IsStale(entry))
            {
                entry = new Entry(_timeProvider.GetTimestamp());
                entry.Audio = FetchAsync(url, entry);
                _entries[url] = entry;
            }

            entry.LastUse = ++_used;
        }

        return entry.Audio!.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // A failure is not kept: who asks again tries again.
    private bool IsStale(Entry entry) =>
        entry.Audio is { IsFaulted: true } or { IsCanceled: true }
        || (entry.Audio!.IsCompleted && _timeProvider.GetElapsedTime(entry.Since) >= _options.MaxAge);

    private async Task<PcmAudio> FetchAsync(Uri url, Entry entry)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            PcmAudio audio = WaveReader.Parse(await _http.GetByteArrayAsync(url).ConfigureAwait(false));
            Make(room: 2L * audio.Samples.Length, entry);
            return audio;
        }
        catch (HttpRequestException exception)
        {
            throw new IOException($"The prompt {url} cannot be fetched: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
        catch (TaskCanceledException exception)
        {
            throw new IOException($"The prompt {url} did not come within {_options.Timeout.TotalSeconds} s.", exception);
        }
    }

    private void Make(long room, Entry entry)
    {
        lock (_lock)
        {
            entry.Bytes = room;
            long total = _entries.Values.Sum(other => other.Bytes);
            foreach (var (url, other) in _entries.OrderBy(pair => pair.Value.LastUse).ToList())
            {
                if (total <= _options.MaxBytes)
                    return;
                if (other == entry || other.Bytes == 0)
                    continue;
                _entries.Remove(url);
                total -= other.Bytes;
            }
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = _options.AllowPrivateAddresses ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0)
            throw new IOException($"{host} has no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Entry(long since)
    {
        public long Since { get; } = since;

        public Task<PcmAudio>? Audio { get; set; }

        public long Bytes { get; set; }

        public long LastUse { get; set; }
    }
}
