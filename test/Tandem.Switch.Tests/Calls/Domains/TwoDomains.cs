using Tandem.Pbx.Model;
using Tandem.Phone;
using Tandem.Sip.Digest;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Tests.Calls.Domains;

/// <summary>An exchange with a domain <c>acme</c> beside its own: numbers 101 to 103 and 105 are in both.</summary>
internal static class TwoDomains
{
    public const string Name = "acme";
    public const string Host = "pbx.acme.test";

    private const string Realm = "acme.example";

    public static TimeSpan Patience => TestExchange.Patience;

    public static async Task<TestExchange> StartAsync(Func<SwitchOptions, SwitchOptions>? configure = null, Func<SipDomain, SipDomain>? acme = null)
    {
        var domain = new SipDomain(Name, Realm, [Host]);
        var exchange = await TestExchange.StartAsync(options => (configure?.Invoke(options) ?? options) with { Domains = [acme?.Invoke(domain) ?? domain] });
        foreach (var number in (string[])["101", "102", "103", "105"])
        {
            var account = new SipAccount(number, $"Acme {number}", Name, DigestHash.Ha1(DigestAlgorithm.Md5, number, Realm, TestExchange.PasswordOf(number)), null) { Realm = Realm };
            exchange.Accounts.Set(account);
            await exchange.Switch.ShowAccountAsync(account);
        }
        return exchange;
    }

    /// <summary>A registered phone of the further domain.</summary>
    public static Task<SipPhone> AcmeAsync(this TestExchange exchange, string number, bool autoAnswer = false) =>
        exchange.RegisteredAsync(number, options => options with { Domain = Host, AutoAnswer = autoAnswer });

    /// <summary>An extension of the further domain.</summary>
    public static Extension Acme(this TestExchange exchange, string number) => exchange.Extension($"{number}@{Name}");

    /// <summary>Calls something and gives the final status.</summary>
    public static async Task<int> StatusAsync(this SipPhone phone, string target) => await (await phone.CallAsync(target)).WaitForAnswerAsync().WaitAsync(Patience);

    /// <summary>Whether nobody has called a phone so far.</summary>
    public static bool IsUncalled(this SipPhone phone)
    {
        var waiting = phone.WaitForCallAsync();
        return !waiting.IsCompleted;
    }
}
