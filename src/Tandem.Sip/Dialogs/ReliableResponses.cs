using System.Globalization;
using System.Security.Cryptography;
using Tandem.Sip.Headers;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>The reliable provisional responses of a callee (RFC 3262 3): one at a time, sent again until its PRACK comes.</summary>
internal sealed class ReliableResponses
{
    private readonly InviteServerTransaction _transaction;
    private readonly SipTimers _timers;
    private readonly Queue<SipMessage> _waiting = new();
    private readonly LoopTimer _timer;
    private readonly Action _timedOut;
    private SipMessage? _sent;
    private uint _sequence = (uint)RandomNumberGenerator.GetInt32(1, 1 << 30);
    private TimeSpan _interval;
    private TimeSpan _waited;

    public ReliableResponses(SipStack stack, InviteServerTransaction transaction, Action timedOut)
    {
        _transaction = transaction;
        _timers = stack.Timers;
        _timedOut = timedOut;
        _timer = new LoopTimer(stack.Loop, OnTimer);
    }

    /// <summary>Whether a response with a session description has no PRACK yet: a 2xx must wait for it.</summary>
    public bool HoldsAnswer => _sent is { Body.IsEmpty: false } || _waiting.Any(response => !response.Body.IsEmpty);

    /// <summary>Sends a response now, or when those before it have their PRACK.</summary>
    public void Send(SipMessage response)
    {
        response.Add(SipHeaderName.Require, "100rel");
        if (_sent is null)
        {
            Transmit(response);
        }
        else
        {
            _waiting.Enqueue(response);
        }
    }

    /// <summary>Takes a PRACK.</summary>
    /// <returns>The response that it acknowledges; null where it acknowledges none: answer 481.</returns>
    public SipMessage? Acknowledge(RAck acknowledged)
    {
        if (_sent is not { } response || acknowledged != new RAck(_sequence, _transaction.Sequence, SipMethod.Invite))
        {
            return null;
        }
        _timer.Stop();
        _sent = null;
        _sequence++;
        return response;
    }

    /// <summary>Sends what waited for the PRACK.</summary>
    public void SendNext()
    {
        if (_sent is null && _waiting.TryDequeue(out var next))
        {
            Transmit(next);
        }
    }

    /// <summary>Forgets them all: the final response is out.</summary>
    public void Stop()
    {
        _timer.Stop();
        _waiting.Clear();
        _sent = null;
    }

    private void Transmit(SipMessage response)
    {
        response.Set(SipHeaderName.RSeq, _sequence.ToString(CultureInfo.InvariantCulture));
        _sent = response;
        _waited = TimeSpan.Zero;
        _interval = _timers.T1;
        _timer.Start(_interval);
        _transaction.Respond(response);
    }

    private void OnTimer()
    {
        _waited += _interval;
        if (_waited >= _timers.TransactionTimeout)
        {
            Stop();
            _timedOut();
            return;
        }
        // It doubles without the bound T2; the last wait ends exactly at 64*T1.
        var left = _timers.TransactionTimeout - _waited;
        _interval = _interval + _interval < left ? _interval + _interval : left;
        _timer.Start(_interval);
        _transaction.Respond(_sent!);
    }
}
