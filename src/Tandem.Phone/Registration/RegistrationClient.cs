using System.Globalization;
using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Registration;

/// <summary>
/// Keeps one contact registered (RFC 3261 10.2): refreshes it, and tries again where that fails, from the first success until it is removed.
/// Belongs to the phone's loop.
/// </summary>
internal sealed class RegistrationClient : IClientTransactionUser
{
    private const int MaxChallenges = 2;
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(0.5);

    private readonly SipStack _stack;
    private readonly SipFlow _flow;
    private readonly SipUri _addressOfRecord;
    private readonly NameAddress _contact;
    private readonly DigestClient? _credentials;
    private readonly Action<RegistrationChange> _changed;
    private readonly LoopTimer _next;
    private readonly string _callId;
    private readonly string _tag;
    private TimeSpan _expires;
    private uint _sequence;
    private SipMessage? _request;
    private bool _isRemoval;
    private bool _isLengthened;
    private int _challenges;
    private bool _isKept;
    private int _failures;
    private RegistrationChange _last = new(IsRegistered: false, StatusCode: 0);
    private TaskCompletionSource<int>? _outcome;

    public RegistrationClient(
        SipStack stack, SipFlow flow, SipUri addressOfRecord, string contact, DigestClient? credentials, TimeSpan expires, Action<RegistrationChange> changed)
    {
        _stack = stack;
        _flow = flow;
        _addressOfRecord = addressOfRecord;
        _contact = NameAddress.Parse(contact);
        _credentials = credentials;
        _expires = expires;
        _changed = changed;
        _callId = SipStack.NewCallId();
        _tag = SipStack.NewTag();
        _next = new LoopTimer(stack.Loop, () => _ = RegisterAsync());
    }

    /// <summary>What became of the last attempt.</summary>
    public bool IsRegistered => Volatile.Read(ref _last).IsRegistered;

    /// <summary>Whether the registrar may know the contact: it was granted once, or is being asked for.</summary>
    public bool MayBeBound => _isKept || (_request is not null && !_isRemoval);

    public Task<int> RegisterAsync() => BeginAsync(isRemoval: false);

    public Task<int> UnregisterAsync()
    {
        _isKept = false;
        return BeginAsync(isRemoval: true);
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
        }
        else if (response.StatusCode == 423 && TryLengthen(response))
        {
            Send();
        }
        else
        {
            Finish(response.StatusCode, response);
        }
    }

    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        if (transaction.Request == _request)
        {
            Finish(failure == TransactionFailure.Timeout ? 408 : 503, response: null);
        }
    }

    private Task<int> BeginAsync(bool isRemoval)
    {
        _next.Stop();
        if (_isRemoval != isRemoval)
        {
            // The later wish counts; nobody will know what would have become of the earlier one.
            _outcome?.TrySetResult(487);
            _outcome = null;
        }
        _outcome ??= new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _isRemoval = isRemoval;
        _isLengthened = false;
        var outcome = _outcome.Task;
        Send();
        return outcome;
    }

    private void Send()
    {
        _challenges = 0;
        var expires = _isRemoval ? TimeSpan.Zero : _expires;
        var request = SipMessage.CreateRequest(SipMethod.Register, _addressOfRecord.WithUser(null));
        request.Add(SipHeaderName.From, $"<{_addressOfRecord}>;tag={_tag}");
        request.Add(SipHeaderName.To, $"<{_addressOfRecord}>");
        request.Add(SipHeaderName.CallId, _callId);
        request.Add(SipHeaderName.CSeq, $"{++_sequence} REGISTER");
        request.Add(SipHeaderName.Contact, _contact.ToString());
        request.Add(SipHeaderName.Expires, ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        _request = request;
        _stack.Send(request, _flow, this);
    }

    // RFC 3261 10.2.8.
    private bool TryLengthen(SipMessage response)
    {
        if (_isRemoval || _isLengthened || RetryDelay.Seconds(response.Get(SipHeaderName.MinExpires)) is not { } least || least <= _expires.TotalSeconds)
        {
            return false;
        }
        _isLengthened = true;
        _expires = TimeSpan.FromSeconds(least);
        return true;
    }

    private void Finish(int statusCode, SipMessage? response)
    {
        var granted = statusCode == 200 && !_isRemoval ? Granted(response!) : TimeSpan.Zero;
        var isRegistered = granted > TimeSpan.Zero;
        if (isRegistered)
        {
            _isKept = true;
            _failures = 0;
            _next.Start(RefreshAfter(granted));
        }
        else if (_isKept)
        {
            _next.Start(RetryDelay.After(statusCode, ++_failures, response));
        }
        var change = new RegistrationChange(isRegistered, statusCode);
        var isChanged = change != _last;
        Volatile.Write(ref _last, change);
        _request = null;
        _outcome?.TrySetResult(statusCode);
        _outcome = null;
        if (isChanged)
        {
            // A step of its own: what a handler throws is nothing to this one.
            _stack.Loop.Post(() => _changed(change));
        }
    }

    // A day at most: a clock may not know how to wait for longer, and a registrar that grants for ever may forget.
    private static TimeSpan RefreshAfter(TimeSpan granted) =>
        TimeSpan.FromTicks(Math.Clamp(granted.Ticks / 2, ShortestRefresh.Ticks, RetryDelay.Longest.Ticks));

    // RFC 3261 10.2.4: what the contact says, else what the whole response says, else what was asked for.
    private TimeSpan Granted(SipMessage response)
    {
        var own = response.Contacts.FirstOrDefault(contact => contact.Uri.Equals(_contact.Uri));
        return (own?.Expires ?? response.Expires) is { } seconds ? TimeSpan.FromSeconds(seconds) : _expires;
    }
}
