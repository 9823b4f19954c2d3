using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Calls.Policy;

/// <summary>Decides who may dial what. Belongs to the signalling loop.</summary>
/// <param name="options">The rules.</param>
/// <param name="nameOf">By what name the rules know a user.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class DialPolicy(DialPolicyOptions options, Func<SipAccount, string> nameOf, TimeProvider timeProvider)
{
    private const string Everything = "";

    // As many as users and classes.
    private readonly Dictionary<(string User, string Class), CallAllowance?> _allowances = [];

    private readonly DestinationClass _foreign = new(DestinationClass.Foreign, []) { MaxCalls = options.ForeignMaxCalls, MaxCallsPerSecond = options.ForeignMaxCallsPerSecond };

    private readonly bool _isOpen = options.Classes.Count == 0 && !HasLimits(options.Default) && !options.Users.Values.Any(HasLimits);

    /// <summary>Whether there may be calls from and to other domains.</summary>
    public bool IsBetweenDomains => options.BetweenDomains;

    /// <summary>Whether there are hosts elsewhere that may be called.</summary>
    public bool HasForeignHosts => options.ForeignHosts.Count > 0;

    /// <summary>Whether a host elsewhere may be called.</summary>
    public bool IsForeignHost(string host)
    {
        foreach (var pattern in options.ForeignHosts)
        {
            if (pattern.Matches(host))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a number is one for emergencies.</summary>
    public bool IsEmergency(string number) => options.Emergency.Count > 0 && Matches(options.Emergency, Plain(number));

    /// <summary>The class of a number.</summary>
    public string ClassOf(string number)
    {
        var plain = Plain(number);
        return Matches(options.Emergency, plain) ? DestinationClass.Emergency : FindClass(plain)?.Name ?? DestinationClass.Internal;
    }

    /// <summary>Lets a user dial a number, and counts it; emergency numbers are let through uncounted.</summary>
    /// <param name="call">The leg that is sent there, and for whose life the call counts.</param>
    /// <param name="number">The number.</param>
    /// <param name="user">As who dials it.</param>
    /// <returns>Why the user may not; null where it may.</returns>
    public HangupCause? Admit(Call call, string number, SipAccount user)
    {
        if (_isOpen)
        {
            return null;
        }
        var plain = Plain(number);
        if (Matches(options.Emergency, plain))
        {
            return null;
        }
        return Admit(call, nameOf(user), FindClass(plain));
    }

    /// <summary>Lets a user call an address at another host, and counts it. What a number in it may cost there is looked at as well.</summary>
    /// <param name="call">The leg that is sent there, and for whose life the call counts.</param>
    /// <param name="address">The address.</param>
    /// <param name="user">As who calls it.</param>
    /// <returns>Why the user may not; null where it may.</returns>
    public HangupCause? Admit(Call call, SipUri address, SipAccount user) =>
        !IsForeignHost(address.Host) ? HangupCause.OutgoingCallBarred : Admit(call, nameOf(user), _foreign) ?? Admit(call, address.User!, user);

    private HangupCause? Admit(Call call, string user, DestinationClass? destination)
    {
        var rights = options.Users.GetValueOrDefault(user) ?? options.Default;
        if (destination is not null && !rights.Classes.Contains(destination.Name, StringComparer.OrdinalIgnoreCase))
        {
            return HangupCause.OutgoingCallBarred;
        }
        var all = AllowanceOf(user, Everything, rights.MaxCalls, rights.MaxCallsPerSecond);
        var within = destination is null ? null : AllowanceOf(user, destination.Name, destination.MaxCalls, destination.MaxCallsPerSecond);
        // What a call has already counts once: a forward of the user's own makes no second call.
        all = call.Holds(all) ? null : all;
        within = call.Holds(within) ? null : within;
        if ((all?.Obstacle ?? within?.Obstacle) is { } obstacle)
        {
            return obstacle;
        }
        call.Hold(all);
        call.Hold(within);
        return null;
    }

    private CallAllowance? AllowanceOf(string user, string name, int maxCalls, int maxCallsPerSecond)
    {
        if (maxCalls == 0 && maxCallsPerSecond == 0)
        {
            return null;
        }
        if (!_allowances.TryGetValue((user, name), out var allowance))
        {
            _allowances.Add((user, name), allowance = new CallAllowance(maxCalls, maxCallsPerSecond, timeProvider));
        }
        return allowance;
    }

    private DestinationClass? FindClass(string number)
    {
        foreach (var candidate in options.Classes)
        {
            if (Matches(candidate.Numbers, number))
            {
                return candidate;
            }
        }
        return null;
    }

    private static bool HasLimits(DialRights rights) => rights.MaxCalls > 0 || rights.MaxCallsPerSecond > 0;

    private static bool Matches(IReadOnlyList<NumberPattern> patterns, string number)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(number))
            {
                return true;
            }
        }
        return false;
    }

    // What people write between digits must not lead around a rule.
    private static string Plain(string number) => number.AsSpan().IndexOfAny(" .-/()") < 0 ? number : string.Concat(number.Where(c => !" .-/()".Contains(c)));
}
