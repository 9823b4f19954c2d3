using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Calls;

/// <summary>What people dial: a number of their own domain, or a SIP address of this exchange, of another domain of it, or of another host.</summary>
internal sealed partial class CallManager
{
    /// <summary>Whether a target is in writing a SIP address, and no number.</summary>
    public static bool IsAddress(string target) =>
        target.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("sips:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a SIP address that can be dialled; null where it is none.</summary>
    public static SipUri? ReadAddress(string target) => SipUri.TryParse(target, out var uri) && IsDialled(uri) ? uri : null;

    /// <summary>What a target means to who dials it.</summary>
    /// <param name="call">The leg that is sent there, or that asks for it.</param>
    /// <param name="target">A number, or a SIP address.</param>
    /// <param name="home">The domain of who dials it.</param>
    private DialledTarget Understand(Call call, string target, SipDomain home) =>
        IsAddress(target) && ReadAddress(target) is { } address ? Understand(call.Session.Flow, call.NameOfUs, address, home) : new DialledTarget(home, target);

    private DialledTarget Understand(SipFlow flow, string? nameOfUs, SipUri address, SipDomain home)
    {
        var number = address.User!;
        if (_policies.Of(home).IsEmergency(number))
        {
            // Help is called for here, whatever host stands behind the number.
            return new DialledTarget(home, number);
        }
        var domain = _domains.Meant(address.Host, home);
        return domain != home || IsOwn(address.Host, flow, nameOfUs, home) ? new DialledTarget(domain, number) : new DialledTarget(home, number, address);
    }

    /// <summary>A target as it is written from then on: the number alone where it is one of the dialling user's own domain.</summary>
    private string Write(Call call, string target) =>
        IsAddress(target) && ReadAddress(target) is { } address
            ? Write(Understand(call.Session.Flow, call.NameOfUs, address, call.Home), address, call.Home)
            : target;

    private static string Write(DialledTarget dialled, SipUri address, SipDomain home) =>
        dialled.Address is null && ReferenceEquals(dialled.Domain, home) ? dialled.Number : Bare(address).ToString();

    /// <summary>
    /// The target of an address that a phone gave, in an INVITE or a redirection. A host that is neither another domain's nor one of
    /// <see cref="Policy.DialPolicyOptions.ForeignHosts"/> is a name of this exchange, which knows few of its names.
    /// </summary>
    private string Write(SipFlow flow, string? nameOfUs, SipUri address, SipDomain home)
    {
        if ((_domains.All.Count == 1 && !_policies.Of(home).HasForeignHosts) || !IsDialled(address))
        {
            return address.User ?? "";
        }
        var dialled = Understand(flow, nameOfUs, address, home);
        return dialled.Address is null || _policies.Of(home).IsForeignHost(address.Host) ? Write(dialled, address, home) : dialled.Number;
    }

    /// <summary>Whether an address is of this exchange, by any of the names that its phones know it by.</summary>
    private bool IsOwn(string host, SipFlow flow, string? nameOfUs, SipDomain home) =>
        _options.ServesHost(host)
        || ReferenceEquals(_domains.Find(host), home)
        || SameHost(host, _agent.Stack.AddressFor(flow).Address.ToString())
        || _agent.Stack.Transports.Any(transport => IPAddress.TryParse(host, out var address) && transport.LocalEndPoint.Address.Equals(address))
        || (nameOfUs is not null && SameHost(host, nameOfUs) && !_policies.Of(home).IsForeignHost(host));

    private static bool SameHost(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsDialled([NotNullWhen(true)] SipUri? uri) => uri is { IsSip: true, User.Length: > 0, Host.Length: > 0 };

    // What else stands in an address is for others: it must not choose the method, the way, or the headers of our request.
    private static SipUri Bare(SipUri address)
    {
        var bare = new SipUri(address.Host, address.User, address.Port, address.Scheme == "sips");
        return address.Transport is { } transport ? bare.WithParameter("transport", transport) : bare;
    }
}
