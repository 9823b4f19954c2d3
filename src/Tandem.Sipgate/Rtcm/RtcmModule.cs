using System.Text.RegularExpressions;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Rtcm;

/// <summary>
/// Steers calls that are up (real-time call manipulation). Needs the scopes <c>rtcm:read</c> and <c>rtcm:write</c>.
/// A call that is over, or rings yet, is a <see cref="SipgateNotFoundException"/>.
/// </summary>
public sealed partial class RtcmModule
{
    private readonly SipgateConnection _connection;

    internal RtcmModule(SipgateConnection connection) => _connection = connection;

    /// <summary>The calls that are up.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<EstablishedCall>> GetCallsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _connection.ReadAsync(SipgateRequest.Get("calls", ErrorTexts.Rtcm), RtcmJson.Default.CallList, cancellationToken).ConfigureAwait(false);
        return answer.Data;
    }

    /// <summary>Mutes the account's side, or lets it be heard again.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="muted">Whether it is muted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task MuteAsync(string callId, bool muted, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Put("calls/{id}/muted", ErrorTexts.Rtcm, callId).With(new SwitchBody(muted), RtcmJson.Default.SwitchBody), cancellationToken);

    /// <summary>Starts or stops recording.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="recording">Whether it is recorded.</param>
    /// <param name="announcement">Whether sipgate tells the participants.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task RecordAsync(string callId, bool recording, bool announcement = true, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(
            SipgateRequest.Put("calls/{id}/recording", ErrorTexts.Rtcm, callId).With(new RecordingBody(announcement, recording), RtcmJson.Default.RecordingBody),
            cancellationToken);

    /// <summary>Plays a sound to all participants.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="url">Where sipgate fetches it, http or https: WAVE, PCM of 16 bits, mono, 8,000 Hz.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">The address is neither.</exception>
    public Task AnnounceAsync(string callId, Uri url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        SipgateValidationException.Require(url is { IsAbsoluteUri: true, Scheme: "http" or "https" }, $"Invalid announcement URL: {url}", nameof(url));
        var request = SipgateRequest.Post("calls/{id}/announcements", ErrorTexts.Rtcm, callId);
        return _connection.SendAsync(request.With(new AnnouncementBody(url.AbsoluteUri), RtcmJson.Default.AnnouncementBody), cancellationToken);
    }

    /// <summary>Transfers the account's side of a call.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="phoneNumber">Whom to, in E.164.</param>
    /// <param name="attended">Whether the account's side speaks to the other first.</param>
    /// <param name="callerId">The number that is shown; null for sipgate's choice.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">A number cannot be.</exception>
    public Task TransferAsync(string callId, string phoneNumber, bool attended = false, string? callerId = null, CancellationToken cancellationToken = default)
    {
        var body = new TransferBody
        {
            Attended = attended,
            PhoneNumber = _connection.Phone(phoneNumber, nameof(phoneNumber)),
            CallerId = callerId is null ? null : _connection.Phone(callerId, nameof(callerId)),
        };
        return _connection.SendAsync(SipgateRequest.Post("calls/{id}/transfer", ErrorTexts.Rtcm, callId).With(body, RtcmJson.Default.TransferBody), cancellationToken);
    }

    /// <summary>Sends keys.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="sequence">One or more of 0-9, A-D in either case, * and #.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">There is none, or another sign.</exception>
    public Task SendDtmfAsync(string callId, string sequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var keys = sequence.ToUpperInvariant();
        SipgateValidationException.Require(Keys().IsMatch(keys), "The provided DTMF sequence is invalid", nameof(sequence));
        return _connection.SendAsync(SipgateRequest.Post("calls/{id}/dtmf", ErrorTexts.Rtcm, callId).With(new DtmfBody(keys), RtcmJson.Default.DtmfBody), cancellationToken);
    }

    /// <summary>Holds all participants, or goes on.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="hold">Whether they are held.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task HoldAsync(string callId, bool hold, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Put("calls/{id}/hold", ErrorTexts.Rtcm, callId).With(new SwitchBody(hold), RtcmJson.Default.SwitchBody), cancellationToken);

    /// <summary>Hangs up.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task HangUpAsync(string callId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Delete("calls/{id}", ErrorTexts.Rtcm, callId), cancellationToken);

    [GeneratedRegex(@"\A[0-9A-D#*]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Keys();
}
