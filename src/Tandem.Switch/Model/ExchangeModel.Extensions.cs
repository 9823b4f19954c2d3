using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    public void SetAccount(SipAccount account) => state.Write(ChangeKind.Configured, writer =>
    {
        var id = Id(account.Domain == domain ? account.Number : $"{account.Number}@{account.Domain}");
        var known = writer.Find<Extension>(id) ?? new Extension { Id = id, Domain = account.Domain, Number = account.Number };
        writer.Upsert(known with { Domain = account.Domain, Name = account.Name.Length > 0 ? account.Name : null, User = account.User });
    });

    public void RemoveAccount(string key) => state.Write(ChangeKind.Configured, writer => writer.Remove<Extension>(Id(key)));

    /// <summary>Somebody is not to be disturbed, or may be again.</summary>
    public void SetDoNotDisturb(string number, bool enabled) => state.Write(ChangeKind.ExtensionChanged, writer =>
    {
        writer.Update<Extension>(Id(number), extension => extension with { DoNotDisturb = enabled });
        RefreshStatus(writer, number);
    });

    /// <summary>Calls of an extension go elsewhere, or no longer.</summary>
    public void SetForward(string number, ForwardCondition condition, ForwardTarget? to) => state.Write(
        ChangeKind.ExtensionChanged, writer => writer.Update<Extension>(Id(number), extension => condition switch
        {
            ForwardCondition.Always => extension with { ForwardAlways = to },
            ForwardCondition.Busy => extension with { ForwardBusy = to },
            _ => extension with { ForwardUnavailable = to },
        }));

    public void SetBindings(string user, IReadOnlyList<Binding> bindings, Predicate<Binding> isStale)
    {
        ValueList<ExtensionContact> known = state.TryGet<Extension>(Id(user), out var extension) ? extension.Contacts : [];
        ValueList<ExtensionContact> contacts = [.. bindings.Select(binding => ContactOf(binding) with { Stale = isStale(binding) })];
        var kind = contacts.Count < known.Count ? ChangeKind.Unregistered
            : contacts.Count == known.Count && !contacts.Select(contact => contact.Stale).SequenceEqual(known.Select(contact => contact.Stale)) ? ChangeKind.ExtensionChanged
            : ChangeKind.Registered;
        state.Write(kind, writer =>
        {
            writer.Update<Extension>(Id(user), current => current with { Contacts = contacts });
            RefreshStatus(writer, user);
        });
    }

    /// <summary>Nobody logs in to an account anew for a time. A name that is no account changes nothing.</summary>
    public void Lock(string user, DateTimeOffset until) => state.Write(
        ChangeKind.AccountLocked, writer => writer.Update<Extension>(Id(user), current => current with { LockedUntil = until }));

    private static ExtensionContact ContactOf(Binding binding) => new()
    {
        Address = binding.Source.Address.ToString(),
        Port = binding.Source.Port,
        Transport = binding.Protocol.ToString().ToLowerInvariant(),
        UserAgent = binding.UserAgent,
        ExpiresAt = binding.ExpiresAt,
    };
}
