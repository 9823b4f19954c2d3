using System.Net;
using System.Security.Cryptography;
using Tandem.Media;
using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;
using SipAdmission = Tandem.Sip.Transactions.Admission;

namespace Tandem.Switch.Admission;

/// <summary>
/// Decides about calls and registrations before any work is done for them: not while the exchange is behind, no call into the last media
/// ports, and nothing from a scanner, or from a source that guesses secrets or sends too much. Belongs to the signalling loop, but for the figures.
/// </summary>
internal sealed class AdmissionControl(
    SignalLoop loop, MediaEngine media, SipRegistrar registrar, DomainTable domains, CallManager calls, FailedAuthentications failures, SwitchMetrics metrics, SwitchOptions options)
{
    // Fewer than these are worked off sooner than their peers come back: a pause of the whole process is no overload.
    private const int MinBacklog = 64;

    private readonly int _minFreePorts = options.MinFreePorts ?? Math.Max(2, ((media.PortPairs ?? 0) + 19) / 20);
    private long _overloaded;
    private long _portsShort;
    private readonly RequestRates _rates = new(options.MaxRequestsPerSecond, loop.TimeProvider);
    private long _guesses;
    private long _tooMany;
    private long _scanners;
    private long _calls;

    /// <summary>Calls and registrations refused because the exchange was behind.</summary>
    public long Overloaded => Interlocked.Read(ref _overloaded);

    /// <summary>Calls refused because media ports were running out.</summary>
    public long PortsShort => Interlocked.Read(ref _portsShort);

    /// <summary>Requests of sources that guess secrets, left without an answer.</summary>
    public long Guesses => Interlocked.Read(ref _guesses);

    /// <summary>Requests of sources that send too many, left without an answer.</summary>
    public long TooMany => Interlocked.Read(ref _tooMany);

    /// <summary>Requests of scanners, left without an answer.</summary>
    public long Scanners => Interlocked.Read(ref _scanners);

    /// <summary>Calls of sources that had too many.</summary>
    public long TooManyCalls => Interlocked.Read(ref _calls);

    /// <summary>Whether there are media ports for another call.</summary>
    public bool HasFreePorts => media.HasFreePorts(_minFreePorts);

    public SipAdmission Decide(SipMessage request, SipFlow flow, TimeSpan waited)
    {
        var isWork = request.Method == SipMethod.Invite || request.Method == SipMethod.Register;
        var isTrusted = IsTrusted(flow.Remote.Address);
        var isStranger = !isTrusted && !registrar.IsRegisteredFrom(flow.Remote);
        if (!isTrusted && IsHostile(request, flow.Remote, isStranger))
        {
            return SipAdmission.Ignored;
        }
        if (!isWork)
        {
            return SipAdmission.Granted;
        }
        if (calls.IsAwaited(request) || (request.Method == SipMethod.Invite && calls.IsEmergency(request)))
        {
            // A call that an application challenged has its ports already; and emergency calls have what is kept free.
            return SipAdmission.Granted;
        }
        if (options.OverloadQueueAge > TimeSpan.Zero && waited >= options.OverloadQueueAge && loop.Pending >= MinBacklog)
        {
            Interlocked.Increment(ref _overloaded);
            metrics.Refused("overload");
            return Refusal();
        }
        if (isStranger && request.Method == SipMethod.Invite && options.MaxCallsPerSource > 0 && calls.CountFrom(flow.Remote.Address) >= options.MaxCallsPerSource)
        {
            Interlocked.Increment(ref _calls);
            metrics.Refused("calls");
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

    /// <summary>Whether no limit of sources is for an address.</summary>
    public bool IsTrusted(IPAddress address)
    {
        foreach (var network in options.TrustedNetworks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsHostile(SipMessage request, IPEndPoint source, bool isStranger)
    {
        if (MayGuess(request) && failures.IsSilenced(source.Address) && (isStranger || !IsOwn(request, source)))
        {
            return Ignore(ref _guesses, "guessing");
        }
        if (!isStranger)
        {
            return false;
        }
        if (options.Scanners.Contains(request.GetSpan(SipHeaderName.UserAgent)))
        {
            return Ignore(ref _scanners, "scanner");
        }
        return !_rates.TryTake(source.Address) && Ignore(ref _tooMany, "rate");
    }

    // Whatever has credentials, and what would be challenged for them.
    private static bool MayGuess(SipMessage request) => request.Method == SipMethod.Invite || request.Method == SipMethod.Register
        || request.Contains(SipHeaderName.Authorization) || request.Contains(SipHeaderName.ProxyAuthorization);

    // A registered phone is served for its own account: one that an attacker has must not pay for guesses at others.
    private bool IsOwn(SipMessage request, IPEndPoint source)
    {
        foreach (var text in request.GetAll(SipHeaderName.Authorization).Concat(request.GetAll(SipHeaderName.ProxyAuthorization)))
        {
            if (DigestCredentials.TryParse(text, out var credentials)
                && !registrar.IsRegisteredFrom(domains.KeyOf(credentials.UserName, domains.OfRealm(credentials.Realm) ?? domains.Default), source))
            {
                return false;
            }
        }
        return true;
    }

    private bool Ignore(ref long counter, string reason)
    {
        Interlocked.Increment(ref counter);
        metrics.Refused(reason);
        return true;
    }

    // Random, so that those who were refused together do not come back together.
    private static SipAdmission Refusal() => SipAdmission.Refused(RandomNumberGenerator.GetInt32(5, 16));
}
