using System.Security.Cryptography;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

public sealed partial class SipStack
{
    private bool IsAdmitted(SipMessage request, SipFlow flow, long arrived)
    {
        if (_servers.Count >= _options.MaxServerTransactions)
        {
            // Random, so that those who were refused together do not come back together.
            Refuse(request, flow, RandomNumberGenerator.GetInt32(5, 16));
            return false;
        }
        var admission = Admission?.Invoke(request, flow, Loop.TimeProvider.GetElapsedTime(arrived)) ?? default;
        if (admission.IsIgnored)
        {
            Interlocked.Increment(ref _ignored);
            return false;
        }
        if (admission.RetryAfter > 0)
        {
            Refuse(request, flow, admission.RetryAfter);
            return false;
        }
        return true;
    }

    // Without a transaction: a retransmission is decided anew, and the ACK belongs to nothing.
    private void Refuse(SipMessage request, SipFlow flow, int retryAfter)
    {
        Interlocked.Increment(ref _refused);
        var response = request.CreateResponse(503, null, NewTag());
        response.Add("Retry-After", retryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture));
        SendRaw(response.ToArray(), new ResponseRoute(request, flow).Flow);
    }
}
