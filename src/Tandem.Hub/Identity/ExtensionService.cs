using System.Security.Cryptography;
using Tandem.Hub.Configuration;
using Tandem.Pbx.Model;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Identity;

/// <summary>Keeps the store, the exchange's accounts and the model's extensions the same.</summary>
internal sealed class ExtensionService(ExtensionRepository repository, AccountDirectory accounts, SipSwitch exchange, SwitchSettings settings) : IExtensionService
{
    private const string SecretAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int SecretLength = 20;

    /// <summary>Shows the exchange all extensions: those of the store, and over them those of the settings.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> LoadAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var domain in settings.DomainNames)
        {
            var all = await ReadAsync(domain, cancellationToken).ConfigureAwait(false);
            foreach (var account in all.Values.OrderBy(account => account.Number, StringComparer.Ordinal))
            {
                await ShowAsync(account).ConfigureAwait(false);
            }
            count += all.Count;
        }
        return count;
    }

    /// <inheritdoc/>
    public async Task<ExtensionOutcome> AddAsync(string domain, string number, string? name, string? secret, CancellationToken cancellationToken)
    {
        name ??= "";
        if (Fault(number, name, secret) is { } fault)
        {
            return fault;
        }
        if (ReadOnly(domain, number) is { } readOnly)
        {
            return readOnly;
        }
        secret ??= RandomNumberGenerator.GetString(SecretAlphabet, SecretLength);
        var account = Account(domain, number, name, secret);
        var added = await repository.AddAsync(
            new NewExtension
            {
                Domain = domain,
                Number = number,
                Name = name.Length > 0 ? name : null,
                Realm = settings.RealmOf(domain),
                Ha1Md5 = account.Ha1Md5,
                Ha1Sha256 = account.Ha1Sha256!,
            },
            cancellationToken).ConfigureAwait(false);
        if (added is null)
        {
            return new ExtensionOutcome.Exists();
        }
        await ShowAsync(account with { User = UserOf(added) }).ConfigureAwait(false);
        return new ExtensionOutcome.Done(number, secret);
    }

    /// <inheritdoc/>
    public async Task<ExtensionOutcome> RemoveAsync(string domain, string number, CancellationToken cancellationToken)
    {
        if (ReadOnly(domain, number) is { } readOnly)
        {
            return readOnly;
        }
        if (!await repository.RemoveAsync(domain, number, cancellationToken).ConfigureAwait(false))
        {
            return new ExtensionOutcome.NotFound();
        }
        accounts.Remove(number, RealmOf(domain));
        await exchange.ForgetAccountAsync(number, domain).ConfigureAwait(false);
        return new ExtensionOutcome.Done(number, null);
    }

    private static ExtensionOutcome.Invalid? Fault(string number, string name, string? secret)
    {
        if (!ExtensionRules.IsNumber(number))
        {
            return new ExtensionOutcome.Invalid("number", ExtensionRules.NumberAllowed);
        }
        if (!ExtensionRules.IsName(name))
        {
            return new ExtensionOutcome.Invalid("name", ExtensionRules.NameAllowed);
        }
        return secret is null || ExtensionRules.IsSecret(secret) ? null : new ExtensionOutcome.Invalid("secret", ExtensionRules.SecretAllowed);
    }

    private async Task<Dictionary<string, SipAccount>> ReadAsync(string domain, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, SipAccount>();
        foreach (var record in await repository.ListAsync(domain, cancellationToken).ConfigureAwait(false))
        {
            if (record.Realm != settings.RealmOf(domain))
            {
                throw new SettingsException(
                    $"{settings.RealmKeyOf(domain)} is '{settings.RealmOf(domain)}', but the secret of extension {record.Number} was made for '{record.Realm}' and cannot be converted.");
            }
            all[record.Number] = new SipAccount(record.Number, record.Name ?? "", domain, record.Ha1Md5, record.Ha1Sha256) { Realm = RealmOf(domain), User = UserOf(record) };
        }
        foreach (var setting in settings.Extensions.Where(setting => (setting.Domain ?? settings.Switch.Domain) == domain))
        {
            all[setting.Number] = Account(domain, setting.Number, setting.Name, setting.Secret);
        }
        return all;
    }

    private ExtensionOutcome.ReadOnly? ReadOnly(string domain, string number) =>
        settings.Extensions.FirstOrDefault(setting => setting.Number == number && (setting.Domain ?? settings.Switch.Domain) == domain) is { } setting ? new ExtensionOutcome.ReadOnly(setting.Key) : null;

    private SipAccount Account(string domain, string number, string name, string secret) => new(
        number,
        name,
        domain,
        DigestHash.Ha1(DigestAlgorithm.Md5, number, settings.RealmOf(domain), secret),
        DigestHash.Ha1(DigestAlgorithm.Sha256, number, settings.RealmOf(domain), secret))
    {
        Realm = RealmOf(domain),
    };

    // By which the directory tells apart what several domains have.
    private string? RealmOf(string domain) => domain == settings.Switch.Domain ? null : settings.RealmOf(domain);

    // What tokens of the user are for. An extension of the settings is nobody's.
    private static DirectoryReference UserOf(ExtensionRecord record) => new(record.UserId, record.Name);

    private Task ShowAsync(SipAccount account)
    {
        accounts.Set(account);
        return exchange.ShowAccountAsync(account);
    }
}
