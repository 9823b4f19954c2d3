using System.Globalization;
using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Registration;

/// <summary>Keeps one contact registered (RFC 3261 10.2). Belongs to the phone's loop.</summary>
internal sealed class RegistrationClient : IClientTransactionUser
{
    private const int MaxChallenges = 2;

    private readonly SipStack _stack;
    private readonly SipFlow _flow;
    private readonly SipUri _addressOfRecord;
    private readonly string _contact;
    private readonly DigestClient? _credentials;
    private readonly TimeSpan _expires;
    private readonly LoopTimer _refresh;
    private readonly string _callId;
    private readonly string _tag;
    private uint _sequence;
    private SipMessage? _request;
    private int _challenges;
    private TaskCompletionSource<int>? _outcome;

    public RegistrationClient(SipStack stack, SipFlow flow, SipUri addressOfRecord, string contact, DigestClient? credentials, TimeSpan expires)
    {
        _stack = stack;
        _flow = flow;
        _addressOfRecord = addressOfRecord;
        _contact = contact;
        _credentials = credentials;
        _expires = expires;
        _callId = SipStack.NewCallId();
        _tag = SipStack.NewTag();
        _refresh = new LoopTimer(stack.Loop, () => _ = RegisterAsync());
    }

    public bool IsRegistered { get; private set; }

    public Task<int> RegisterAsync() => SendAsync(_expires);

    public Task<int> UnregisterAsync()
    {
        _refresh.Stop();
        return SendAsync(TimeSpan.Zero);
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (transaction.Request != _request || response.StatusCode < 200)
        {
            return;
        }
        if (response.StatusCode is 401 or 407 && _challenges < MaxChallenges && (_challenges == 0 || response.IsStaleChallenge())
            && _credentials?.TryAnswer(response, _request) == true)
        {
            _challenges++;
            _request.Remove(SipHeaderName.Via);
            _request.Set(SipHeaderName.CSeq, $"{++_sequence} REGISTER");
            _stack.Send(_request, _flow, this);
            return;
        }
        Finish(response.StatusCode, response);
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction.Request == _request)
        {
            Finish(failure == TransactionFailure.Timeout ? 408 : 503, response: null);
        }
    }

    private Task<int> SendAsync(TimeSpan expires)
    {
        // A later wish overtakes an earlier one, whose caller hears what becomes of the later.
        _outcome ??= new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _challenges = 0;
        var request = SipMessage.CreateRequest(SipMethod.Register, _addressOfRecord.WithUser(null));
        request.Add(SipHeaderName.From, $"<{_addressOfRecord}>;tag={_tag}");
        request.Add(SipHeaderName.To, $"<{_addressOfRecord}>");
        request.Add(SipHeaderName.CallId, _callId);
        request.Add(SipHeaderName.CSeq, $"{++_sequence} REGISTER");
        request.Add(SipHeaderName.Contact, _contact);
        request.Add(SipHeaderName.Expires, ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        _request = request;
        _stack.Send(request, _flow, this);
        return _outcome.Task;
    }

    private void Finish(int statusCode, SipMessage? response)
    {
        var wanted = _request?.Expires > 0;
        IsRegistered = statusCode == 200 && wanted;
        if (IsRegistered)
        {
            _refresh.Start(Granted(response!) / 2);
        }
        var outcome = _outcome;
        _outcome = null;
        _request = null;
        outcome?.TrySetResult(statusCode);
    }

    private TimeSpan Granted(SipMessage response)
    {
        var own = response.Contacts.FirstOrDefault(contact => $"<{contact.Uri}>" == _contact);
        return own?.Expires is { } seconds ? TimeSpan.FromSeconds(seconds) : _expires;
    }
}
