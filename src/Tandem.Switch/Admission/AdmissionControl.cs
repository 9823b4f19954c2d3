using System.Security.Cryptography;
using Tandem.Media;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls;
using Tandem.Switch.Registrar;
using SipAdmission = Tandem.Sip.Transactions.Admission;

namespace Tandem.Switch.Admission;

/// <summary>
/// Decides about calls and registrations before any work is done for them: not while the exchange is behind, no call into the last media
/// ports, and nothing from a source that guesses secrets. Belongs to the signalling loop, but for the figures.
/// </summary>
internal sealed class AdmissionControl(
    SignalLoop loop, MediaEngine media, SipRegistrar registrar, CallManager calls, FailedAuthentications failures, SwitchMetrics metrics, SwitchOptions options)
{
    // Fewer than these are worked off sooner than their peers come back: a pause of the whole process is no overload.
    private const int MinBacklog = 64;

    private readonly int _minFreePorts = options.MinFreePorts ?? Math.Max(2, ((media.PortPairs ?? 0) + 19) / 20);
    private long _overloaded;
    private long _portsShort;
    private long _guesses;

    /// <summary>Calls and registrations refused because the exchange was behind.</summary>
    public long Overloaded => Interlocked.Read(ref _overloaded);

    /// <summary>Calls refused because media ports were running out.</summary>
    public long PortsShort => Interlocked.Read(ref _portsShort);

    /// <summary>Requests of sources that guess secrets, left without an answer.</summary>
    public long Guesses => Interlocked.Read(ref _guesses);

    /// <summary>Whether there are media ports for another call.</summary>
    public bool HasFreePorts => media.HasFreePorts(_minFreePorts);

    public SipAdmission Decide(SipMessage request, SipFlow flow, TimeSpan waited)
    {
        if (request.Method != SipMethod.Invite && request.Method != SipMethod.Register)
        {
            return SipAdmission.Granted;
        }
        if (failures.IsSilenced(flow.Remote.Address) && !registrar.IsRegisteredFrom(flow.Remote))
        {
            Interlocked.Increment(ref _guesses);
            metrics.Refused("guessing");
            return SipAdmission.Ignored;
        }
        if (calls.IsAwaited(request))
        {
            // A call that an application challenged has its ports already.
            return SipAdmission.Granted;
        }
        if (options.OverloadQueueAge > TimeSpan.Zero && waited >= options.OverloadQueueAge && loop.Pending >= MinBacklog)
        {
            Interlocked.Increment(ref _overloaded);
            metrics.Refused("overload");
            return Refusal();
        }
        if (request.Method == SipMethod.Invite && !HasFreePorts)
        {
            Interlocked.Increment(ref _portsShort);
            metrics.Refused("ports");
            return Refusal();
        }
        return SipAdmission.Granted;
    }

    // Random, so that those who were refused together do not come back together.
    private static SipAdmission Refusal() => SipAdmission.Refused(RandomNumberGenerator.GetInt32(5, 16));
}
