using System.Globalization;
using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;
using Tandem.Sipgate.Users;

namespace Tandem.Sipgate.Fax;

/// <summary>Sends faxes. Needs the scopes <c>sessions:fax:write</c>, <c>history:read</c> and <c>faxlines:read</c>.</summary>
public sealed class FaxModule
{
    private readonly SipgateConnection _connection;
    private readonly UserModule _users;

    internal FaxModule(SipgateConnection connection, UserModule users)
    {
        _connection = connection;
        _users = users;
    }

    /// <summary>Queues a fax. It is never sent twice: the request is repeated only where no connection to sipgate was made.</summary>
    /// <param name="fax">The fax.</param>
    /// <param name="cancellationToken">Ends the waiting; a fax that is queued stays so.</param>
    /// <returns>The session's id, with which <see cref="GetStatusAsync"/> and <see cref="WaitUntilSentAsync"/> follow it.</returns>
    /// <exception cref="SipgateValidationException">The content is no PDF, the number or line cannot be, or the user has no line.</exception>
    public async Task<string> SendAsync(NewFax fax, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fax);
        SipgateValidationException.Require(IsPdf(fax.Content.Span), "Invalid PDF file", nameof(fax.Content));
        var recipient = _connection.Phone(fax.To, nameof(fax.To));
        var line = fax.FaxlineId ?? await FindLineAsync(cancellationToken).ConfigureAwait(false);
        Extension.Require(line, "f", nameof(fax.FaxlineId));
        var body = new FaxBody
        {
            Base64Content = Convert.ToBase64String(fax.Content.Span),
            FaxlineId = line,
            Filename = fax.Filename ?? _connection.Options.TimeProvider.GetUtcNow().ToString("'Fax_'yyyyMMdd'_'HHmm", CultureInfo.InvariantCulture),
            Recipient = recipient,
        };
        var request = SipgateRequest.Post("sessions/fax", ErrorTexts.Fax).With(body, FaxJson.Default.FaxBody);
        return (await _connection.ReadAsync(request, FaxJson.Default.SessionBody, cancellationToken).ConfigureAwait(false)).SessionId;
    }

    /// <summary>How far a fax is.</summary>
    /// <param name="sessionId">What <see cref="SendAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">That is no fax.</exception>
    public async Task<FaxStatus> GetStatusAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        var entry = await _connection.ReadAsync(SipgateRequest.Get("history/{id}", ErrorTexts.Fax, sessionId), FaxJson.Default.FaxEntry, cancellationToken).ConfigureAwait(false);
        SipgateValidationException.Require(entry is { Type: "FAX", FaxStatusType: not null }, "History item is not a fax", nameof(sessionId));
        return entry.FaxStatusType.Value;
    }

    /// <summary>Waits until a fax is sent or has failed.</summary>
    /// <param name="sessionId">What <see cref="SendAsync"/> gave.</param>
    /// <param name="progress">Is told each status once; null for none.</param>
    /// <param name="interval">How often it is asked, above zero; default 5 s.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns><see cref="FaxStatus.Sent"/> or <see cref="FaxStatus.Failed"/>.</returns>
    public async Task<FaxStatus> WaitUntilSentAsync(string sessionId, IProgress<FaxStatus>? progress = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var wait = interval ?? TimeSpan.FromSeconds(5);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(interval));
        FaxStatus? told = null;
        while (true)
        {
            var status = await GetStatusAsync(sessionId, cancellationToken).ConfigureAwait(false);
            if (status != told)
            {
                progress?.Report(status);
                told = status;
            }
            if (status == FaxStatus.Sent || status == FaxStatus.Failed)
            {
                return status;
            }
            await Task.Delay(wait, _connection.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The fax lines of a user.</summary>
    /// <param name="userId">The user, such as <c>w0</c>; null for the one who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<FaxLine>> GetLinesAsync(string? userId = null, CancellationToken cancellationToken = default)
    {
        var user = userId ?? await _users.GetOwnIdAsync(cancellationToken).ConfigureAwait(false);
        Extension.Require(user, "w", nameof(userId));
        return (await _connection.ReadAsync(SipgateRequest.Get("{user}/faxlines", ErrorTexts.Plain, user), FaxJson.Default.FaxLines, cancellationToken).ConfigureAwait(false)).Items;
    }

    private async Task<string> FindLineAsync(CancellationToken cancellationToken)
    {
        var lines = await GetLinesAsync(null, cancellationToken).ConfigureAwait(false);
        return lines.FirstOrDefault(line => line.CanSend)?.Id ?? throw new SipgateValidationException("The user has no fax line that sends", nameof(NewFax.FaxlineId));
    }

    // The header once and at the beginning: two files in one are refused, as sipgate's library does.
    private static bool IsPdf(ReadOnlySpan<byte> content) => content.LastIndexOf("%PDF-"u8) == 0 && content.IndexOf("%%EOF"u8) > 0;
}
