namespace Tandem.Sip.Referrals;

/// <summary>The user of an <see cref="OutgoingReferral"/>. Called on the loop; <see cref="OnEnded"/> comes once and last.</summary>
public interface IReferralHandler
{
    /// <summary>The peer tells how its new call goes.</summary>
    /// <param name="referral">The referral.</param>
    /// <param name="statusCode">100 to 199.</param>
    void OnProgress(OutgoingReferral referral, int statusCode);

    /// <summary>It is over.</summary>
    /// <param name="referral">The referral.</param>
    /// <param name="statusCode">The outcome: the final status of the new call, or of the REFER where that was refused; the last known, or 408, where the peer fell silent.</param>
    void OnEnded(OutgoingReferral referral, int statusCode);
}
