using Tandem.Sip.Referrals;

namespace Tandem.Phone.Calls;

/// <summary>Waits for what becomes of a REFER.</summary>
internal sealed class PhoneReferral(Action<int>? progress) : IReferralHandler
{
    private readonly TaskCompletionSource<int> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<int> Outcome => _outcome.Task;

    public void OnProgress(OutgoingReferral referral, int statusCode) => progress?.Invoke(statusCode);

    public void OnEnded(OutgoingReferral referral, int statusCode) => _outcome.TrySetResult(statusCode);
}
