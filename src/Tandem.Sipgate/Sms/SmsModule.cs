using System.Globalization;
using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;
using Tandem.Sipgate.Users;

namespace Tandem.Sipgate.Sms;

/// <summary>Sends text messages. Needs the scope <c>sessions:sms:write</c>, by sender number also <c>sms:read</c> and <c>sms:callerid:write</c>.</summary>
public sealed class SmsModule
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    private readonly SipgateConnection _connection;
    private readonly UserModule _users;
    private readonly SemaphoreSlim _callerIds = new(1, 1);

    internal SmsModule(SipgateConnection connection, UserModule users)
    {
        _connection = connection;
        _users = users;
    }

    /// <summary>Sends or schedules a message. It is never sent twice: the request is repeated only where no connection to sipgate was made.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting; a message that is sent stays so.</param>
    /// <exception cref="SipgateValidationException">The number, text, extension or time cannot be, or the sender is not a verified number of the user.</exception>
    /// <exception cref="SipgateRestoreException">Another number stays the sender of the account; it says whether the message went out.</exception>
    /// <exception cref="SipgateException">It was not sent, or it is not known whether it was.</exception>
    public async Task SendAsync(ShortMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var sendAt = CheckTime(message.SendAt);
        if (message.SmsId is null && message.From is not null)
        {
            await SendFromAsync(message, sendAt, cancellationToken).ConfigureAwait(false);
            return;
        }
        SipgateValidationException.Require(message.SmsId is not null, "smsId is undefined", nameof(message.SmsId));
        Extension.Require(message.SmsId, "s", nameof(message.SmsId));
        await PostAsync(Compose(message, message.SmsId, sendAt), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The extensions with which a user sends.</summary>
    /// <param name="userId">The user, such as <c>w0</c>; null for the one who asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<SmsExtension>> GetExtensionsAsync(string? userId = null, CancellationToken cancellationToken = default)
    {
        var user = userId ?? await _users.GetOwnIdAsync(cancellationToken).ConfigureAwait(false);
        Extension.Require(user, "w", nameof(userId));
        var answer = await _connection.ReadAsync(SipgateRequest.Get("{user}/sms", ErrorTexts.Sms, user), SmsJson.Default.Extensions, cancellationToken).ConfigureAwait(false);
        return answer.Items;
    }

    private async Task SendFromAsync(ShortMessage message, long? sendAt, CancellationToken cancellationToken)
    {
        var from = _connection.Phone(message.From, nameof(message.From));
        var draft = Compose(message, "", sendAt);
        var user = await _users.GetOwnIdAsync(cancellationToken).ConfigureAwait(false);
        // Two at once would each send with the other's number.
        await _callerIds.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var extensions = await GetExtensionsAsync(user, cancellationToken).ConfigureAwait(false);
            SipgateValidationException.Require(extensions.Count > 0, "smsId must be assigned", nameof(message.From));
            var sms = extensions[0].Id;
            var request = SipgateRequest.Get("{user}/sms/{sms}/callerids", ErrorTexts.Sms, user, sms);
            var numbers = (await _connection.ReadAsync(request, SmsJson.Default.CallerIds, cancellationToken).ConfigureAwait(false)).Items;
            var wanted = numbers.FirstOrDefault(number => number.Phonenumber == message.From || PhoneNumber.Normalize(number.Phonenumber) == PhoneNumber.Normalize(from));
            SipgateValidationException.Require(wanted is not null, "Number is not registered as a sender ID in your account", nameof(message.From));
            SipgateValidationException.Require(wanted.Verified, "Number is not verified yet", nameof(message.From));
            var usual = numbers.FirstOrDefault(number => number.DefaultNumber);
            SipgateValidationException.Require(usual is not null, "No default SmsId set", nameof(message.From));
            await SendAsDefaultAsync(draft with { SmsId = sms }, user, wanted, usual, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _callerIds.Release();
        }
    }

    private async Task SendAsDefaultAsync(SmsBody body, string user, SmsCallerId wanted, SmsCallerId usual, CancellationToken cancellationToken)
    {
        if (wanted.Id == usual.Id)
        {
            await PostAsync(body, cancellationToken).ConfigureAwait(false);
            return;
        }
        var wasSent = false;
        try
        {
            await SetDefaultAsync(user, body.SmsId, wanted.Id, cancellationToken).ConfigureAwait(false);
            await PostAsync(body, cancellationToken).ConfigureAwait(false);
            wasSent = true;
        }
        finally
        {
            // Also where the caller gave up: the account is left as it was found.
            await RestoreAsync(user, body.SmsId, usual, wasSent).ConfigureAwait(false);
        }
    }

    private async Task RestoreAsync(string user, string sms, SmsCallerId usual, bool wasSent)
    {
        try
        {
            await SetDefaultAsync(user, sms, usual.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SipgateException exception)
        {
            throw new SipgateRestoreException(
                $"The message was {(wasSent ? "sent" : "not sent")}, and {usual.Phonenumber} could not be made the sender again: {exception.Message}", wasSent, exception);
        }
    }

    private Task SetDefaultAsync(string user, string sms, int id, CancellationToken cancellationToken)
    {
        var request = SipgateRequest.Put("{user}/sms/{sms}/callerids/{id}", ErrorTexts.Sms, user, sms, id.ToString(CultureInfo.InvariantCulture));
        return _connection.SendAsync(request.With(new DefaultNumberBody("true"), SmsJson.Default.DefaultNumberBody), cancellationToken);
    }

    private Task PostAsync(SmsBody body, CancellationToken cancellationToken) =>
        _connection.SendAsync(SipgateRequest.Post("sessions/sms", ErrorTexts.Sms).With(body, SmsJson.Default.SmsBody), cancellationToken);

    private SmsBody Compose(ShortMessage message, string smsId, long? sendAt)
    {
        var recipient = _connection.Phone(message.To, nameof(message.To));
        SipgateValidationException.Require(!string.IsNullOrEmpty(message.Message), "Invalid SMS message", nameof(message.Message));
        return new SmsBody { SmsId = smsId, Message = message.Message, Recipient = recipient, SendAt = sendAt };
    }

    private long? CheckTime(DateTimeOffset? sendAt)
    {
        if (sendAt is not { } time)
        {
            return null;
        }
        var now = _connection.Options.TimeProvider.GetUtcNow();
        SipgateValidationException.Require(time >= now, "Scheduled time must be in future", nameof(ShortMessage.SendAt));
        SipgateValidationException.Require(time - now <= Horizon, "Scheduled time should not be further than 30 days in the future", nameof(ShortMessage.SendAt));
        return time.ToUnixTimeSeconds();
    }
}
