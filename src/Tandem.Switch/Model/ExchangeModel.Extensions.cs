using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    private readonly Dictionary<string, ExtensionFeatures> _features = new(StringComparer.Ordinal);

    public void SetAccount(SipAccount account) => state.Write(ChangeKind.Configured, writer =>
    {
        var id = Id(domains.Default.Name == account.Domain ? account.Number : $"{account.Number}@{account.Domain}");
        var known = writer.Find<Extension>(id)
            ?? With(new Extension { Id = id, Domain = account.Domain, Number = account.Number }, FeaturesOf(id.LocalId));
        writer.Upsert(known with { Domain = account.Domain, Name = account.Name.Length > 0 ? account.Name : null, User = account.User });
    });

    public void RemoveAccount(string key)
    {
        _features.Remove(key);
        state.Write(ChangeKind.Configured, writer => writer.Remove<Extension>(Id(key)));
    }

    /// <summary>What users had set before the start; extensions that come later have it from the beginning.</summary>
    public void TakeUp(IReadOnlyList<ExtensionFeatures> features)
    {
        foreach (var item in features)
        {
            SetFeatures(item);
        }
    }

    /// <summary>A user sets something for the calls of an extension.</summary>
    public void SetFeatures(ExtensionFeatures features) => state.Write(ChangeKind.ExtensionChanged, writer =>
    {
        _features[features.Number] = features;
        writer.Update<Extension>(Id(features.Number), extension => With(extension, features));
        RefreshStatus(writer, features.Number);
    });

    public ExtensionFeatures FeaturesOf(string key) => _features.GetValueOrDefault(key) ?? new ExtensionFeatures(key);

    private static Extension With(Extension extension, ExtensionFeatures features) => extension with
    {
        DoNotDisturb = features.DoNotDisturb,
        ForwardAlways = features.ForwardAlways is { } always ? new ForwardTarget(always) : null,
        ForwardBusy = features.ForwardBusy is { } busy ? new ForwardTarget(busy) : null,
        ForwardUnavailable = features.ForwardUnavailable is { } unavailable ? new ForwardTarget(unavailable) : null,
    };

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
