using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Switch.Notifications;

/// <summary>Waits for what the phones of a user answer to a NOTIFY.</summary>
internal sealed class NotificationAnswers : IClientTransactionUser
{
    private readonly TaskCompletionSource<NotificationResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;
    private int _answered;
    private int _accepted;
    private bool _isComplete;

    /// <summary>Completes with the last answer.</summary>
    public Task<NotificationResult> Result => _done.Task;

    public void OnSent() => _sent++;

    /// <summary>All were sent.</summary>
    public void Complete()
    {
        _isComplete = true;
        Finish();
    }

    public void OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (response.StatusCode >= 200)
        {
            _answered++;
            _accepted += response.StatusCode < 300 ? 1 : 0;
            Finish();
        }
    }

    public void OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        _answered++;
        Finish();
    }

    private void Finish()
    {
        if (_isComplete && _answered == _sent)
        {
            _done.TrySetResult(new NotificationResult(
                _sent == 0 ? NotificationOutcome.NoPhone : _accepted > 0 ? NotificationOutcome.Delivered : NotificationOutcome.Refused, _sent, _accepted));
        }
    }
}
