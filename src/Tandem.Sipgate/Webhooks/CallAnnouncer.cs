using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tandem.Sipgate.Webhooks;

/// <summary>
/// Plays a sound and does something with the call when it has ended, which sipgate cannot by itself. What was begun is given up when this is disposed;
/// that the other side hung up meanwhile is no fault.
/// </summary>
public sealed partial class CallAnnouncer : IAsyncDisposable
{
    private readonly SipgateClient _client;
    private readonly AnnouncementChecker _checker;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _pending = [];

    /// <summary>Makes one.</summary>
    /// <param name="client">What hangs up and transfers; it is not disposed here.</param>
    /// <param name="checker">What tells how long a sound plays.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <param name="logger">Where it is told that a call could not be hung up or transferred; nowhere where null.</param>
    public CallAnnouncer(SipgateClient client, AnnouncementChecker checker, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(checker);
        _client = client;
        _checker = checker;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Checks a sound, and has it played and the call hung up afterwards.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="announcement">The sound, as for <see cref="WebhookResponse.Play(Uri)"/>.</param>
    /// <param name="after">How long after the sound's end; zero or more.</param>
    /// <param name="cancellationToken">Ends the waiting for the check.</param>
    /// <returns>The response to the webhook.</returns>
    /// <exception cref="SipgateValidationException">sipgate does not play the sound.</exception>
    /// <exception cref="HttpRequestException">The sound cannot be fetched.</exception>
    public Task<WebhookResponse> PlayAndHangUpAsync(string callId, Uri announcement, TimeSpan after = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(callId);
        return PlayAsync(callId, announcement, after, stop => _client.Rtcm.HangUpAsync(callId, stop), cancellationToken);
    }

    /// <summary>Checks a sound, and has it played and the call transferred afterwards.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="announcement">The sound, as for <see cref="WebhookResponse.Play(Uri)"/>.</param>
    /// <param name="phoneNumber">Whom to, in E.164.</param>
    /// <param name="attended">Whether the account's side speaks to the other first.</param>
    /// <param name="after">How long after the sound's end; zero or more.</param>
    /// <param name="cancellationToken">Ends the waiting for the check.</param>
    /// <returns>The response to the webhook.</returns>
    /// <exception cref="SipgateValidationException">sipgate does not play the sound.</exception>
    /// <exception cref="HttpRequestException">The sound cannot be fetched.</exception>
    public Task<WebhookResponse> PlayAndTransferAsync(
        string callId, Uri announcement, string phoneNumber, bool attended = false, TimeSpan after = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(callId);
        ArgumentException.ThrowIfNullOrEmpty(phoneNumber);
        return PlayAsync(
            callId, announcement, after, stop => _client.Rtcm.TransferAsync(callId, phoneNumber, attended, cancellationToken: stop), cancellationToken);
    }

    /// <summary>Gives up what was begun, and waits until nothing more is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] pending;
        lock (_gate)
        {
            pending = [.. _pending];
        }
        await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<WebhookResponse> PlayAsync(
        string callId, Uri announcement, TimeSpan after, Func<CancellationToken, Task> next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        var format = await _checker.CheckAsync(announcement, cancellationToken).ConfigureAwait(false);
        var step = LaterAsync(callId, (format.Duration ?? TimeSpan.Zero) + after, next);
        lock (_gate)
        {
            _pending.Add(step);
        }
        _ = step.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return WebhookResponse.Play(announcement);
    }

    private void Forget(Task step)
    {
        lock (_gate)
        {
            _pending.Remove(step);
        }
    }

    private async Task LaterAsync(string callId, TimeSpan delay, Func<CancellationToken, Task> next)
    {
        try
        {
            await Task.Delay(delay, _timeProvider, _stop.Token).ConfigureAwait(false);
            await next(_stop.Token).ConfigureAwait(false);
        }
        catch (SipgateNotFoundException)
        {
            // The other side hung up first.
        }
        catch (SipgateException exception)
        {
            LogNotDone(callId, exception);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "After an announcement the call {CallId} could not be hung up or transferred.")]
    private partial void LogNotDone(string callId, Exception exception);
}
