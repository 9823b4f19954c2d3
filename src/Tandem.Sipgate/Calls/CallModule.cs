using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Calls;

/// <summary>Makes calls. Needs the scope <c>sessions:calls:write</c>.</summary>
public sealed class CallModule
{
    private readonly SipgateConnection _connection;

    internal CallModule(SipgateConnection connection) => _connection = connection;

    /// <summary>Makes a call. It is never made twice: the request is repeated only where no connection to sipgate was made.</summary>
    /// <param name="call">Who calls whom.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that is made stays.</param>
    /// <returns>The session's id, which is the call's id in webhooks and in <see cref="SipgateClient.Rtcm"/>. The call is queued, and not yet answered.</returns>
    /// <exception cref="SipgateValidationException">A number or extension cannot be.</exception>
    /// <exception cref="SipgateException">It was not made, or it is not known whether it was.</exception>
    public async Task<string> InitiateAsync(NewCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var request = SipgateRequest.Post("sessions/calls", ErrorTexts.Call).With(Check(call), CallJson.Default.CallBody);
        var session = await _connection.ReadAsync(request, CallJson.Default.SessionBody, cancellationToken).ConfigureAwait(false);
        return session.SessionId;
    }

    private CallBody Check(NewCall call)
    {
        var callee = _connection.Phone(call.To, nameof(call.To));
        var isExtension = Extension.IsValid(call.From, Extension.CallerKinds);
        SipgateValidationException.Require(isExtension || PhoneNumber.IsValid(call.From), "Caller is not a valid extension or phone number", nameof(call.From));
        if (call.DeviceId is { } device)
        {
            SipgateValidationException.Require(Extension.IsValid(device, Extension.CallerKinds), "Invalid extension", nameof(call.DeviceId));
        }
        else
        {
            SipgateValidationException.Require(isExtension, "DeviceId is required if caller is not an extension", nameof(call.DeviceId));
        }
        SipgateValidationException.Require(call.CallerId is null || PhoneNumber.IsValid(call.CallerId), "CallerId is not a valid phone number", nameof(call.CallerId));
        return new CallBody
        {
            Callee = callee,
            Caller = isExtension ? call.From : _connection.Phone(call.From, nameof(call.From)),
            CallerId = call.CallerId is { } shown ? _connection.Phone(shown, nameof(call.CallerId)) : null,
            DeviceId = call.DeviceId,
        };
    }
}
