using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Contacts;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.History;
using Tandem.Sipgate.Sms;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>What is refused before anything is sent, in the words of sipgate's library.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("+4915739777777", "+4915739777777")]
    [InlineData("+49 157 3977-7777", "+4915739777777")]
    [InlineData("+49(157)3977", "+491573977")]
    [InlineData("tel:+4915739777777", "+4915739777777")]
    [InlineData("＋４９１５７３９", "+4915739")]
    [InlineData("+4912", "+4912")]
    [InlineData("4915739777777", null)]
    [InlineData("004915739777777", null)]
    [InlineData("+49", null)]
    [InlineData("+491", null)]
    [InlineData("+0123456", null)]
    [InlineData("+49++12345", null)]
    [InlineData("+49211abc", null)]
    [InlineData("+4912345678901234567", null)]
    [InlineData("", null)]
    public void NumbersAreTakenAsPeopleWriteThem(string text, string? number) => Assert.Equal(number, PhoneNumber.Normalize(text));

    [Theory]
    [InlineData("e0", true)]
    [InlineData("y10", true)]
    [InlineData("e01", false)]
    [InlineData("e", false)]
    [InlineData("z1", false)]
    [InlineData("E1", false)]
    [InlineData("e1a", false)]
    public void ExtensionIsALetterAndANumber(string text, bool isValid) => Assert.Equal(isValid, Extension.IsValid(text));

    [Theory]
    [InlineData("e0", "123", null, null, "Invalid phone number (please provide number in E.164 format):: 123")]
    [InlineData("w0", "+4921165432", null, null, "Caller is not a valid extension or phone number")]
    [InlineData("e0", "+4921165432", null, "f0", "Invalid extension")]
    [InlineData("+4921165432", "+4921165432", null, null, "DeviceId is required if caller is not an extension")]
    [InlineData("e0", "+4921165432", "12", null, "CallerId is not a valid phone number")]
    public Task CallIsChecked(string from, string to, string? callerId, string? deviceId, string message) =>
        RefusedAsync(message, c => c.Calls.InitiateAsync(new NewCall { From = from, To = to, CallerId = callerId, DeviceId = deviceId }));

    [Theory]
    [InlineData(null, "+4915739777777", "a", null, "smsId is undefined")]
    [InlineData("e0", "+4915739777777", "a", null, "Invalid extension: e0")]
    [InlineData("s0", "0157", "a", null, "Invalid phone number (please provide number in E.164 format):: 0157")]
    [InlineData("s0", "+4915739777777", "", null, "Invalid SMS message")]
    [InlineData("s0", "+4915739777777", "a", -1, "Scheduled time must be in future")]
    [InlineData("s0", "+4915739777777", "a", 721, "Scheduled time should not be further than 30 days in the future")]
    public Task MessageIsChecked(string? smsId, string to, string text, int? hours, string message) => RefusedAsync(
        message,
        c => c.Sms.SendAsync(new ShortMessage { SmsId = smsId, To = to, Message = text, SendAt = hours is { } h ? DateTimeOffset.UtcNow.AddHours(h) : null }));

    [Theory]
    [InlineData("")]
    [InlineData("x%PDF-1.4 %%EOF")]
    [InlineData("%PDF-1.4 %PDF-1.4 %%EOF")]
    [InlineData("%PDF-1.4")]
    public Task FaxMustBePdf(string content) =>
        RefusedAsync("Invalid PDF file", c => c.Fax.SendAsync(new NewFax { To = "+4915739777777", Content = System.Text.Encoding.ASCII.GetBytes(content) }));

    [Fact]
    public async Task OthersAreChecked()
    {
        await RefusedAsync("Invalid webhook URL: ftp://a", c => c.WebhookSettings.SetIncomingUrlAsync("ftp://a"));
        await RefusedAsync("Whitelist allows only 'p' and 'g' extensions\nInvalid extension: e0", c => c.WebhookSettings.SetWhitelistAsync(["p0", "e0"]));
        await RefusedAsync("The provided DTMF sequence is invalid", c => c.Rtcm.SendDtmfAsync("1", "1 2"));
        await RefusedAsync("Invalid extension: q", c => c.History.GetPageAsync(new HistoryFilter { ConnectionIds = ["e0", "q"] }));
        await RefusedAsync("Names not given", c => c.Contacts.CreateAsync(new NewContact(), ContactScope.Private));
        await RefusedAsync("Invalid scope: INTERNAL", c => c.Contacts.CreateAsync(new NewContact { Firstname = "a" }, ContactScope.Internal));
        await RefusedAsync("Invalid id: ..", c => c.Rtcm.HangUpAsync(".."));
        await RefusedAsync("Invalid path: https://elsewhere/x", c => c.SendAsync(HttpMethod.Get, "https://elsewhere/x"));
        await RefusedAsync("Invalid path: /../x", c => c.SendAsync(HttpMethod.Get, "/../x"));
        await RefusedAsync("No phone number given", c => c.Contacts.ImportVCardsAsync("BEGIN:VCARD\r\nVERSION:4.0\r\nN:a;b\r\nEND:VCARD\r\n", ContactScope.Private));
    }

    [Theory]
    [InlineData("token-abc", StubServer.Token, "Invalid token id: token-abc")]
    [InlineData("", StubServer.Token, "Invalid token id: <empty>")]
    [InlineData(StubServer.TokenId, "7f0c2b3e-64e1-1b0d-9f6c-0123456789ab", "Invalid personal access token")]
    public void PersonalAccessTokenIsChecked(string id, string token, string message) =>
        Assert.Equal(message, Assert.Throws<SipgateValidationException>(() => SipgateCredentials.PersonalAccessToken(id, token)).Message);

    [Theory]
    [InlineData("a.MQ", true)]
    [InlineData("a", false)]
    [InlineData("a.!!", false)]
    [InlineData("a.YQ", false)]
    public void BearerTokenIsAWebToken(string token, bool isValid) =>
        Assert.Equal(isValid, Record.Exception(() => SipgateCredentials.Bearer(token)) is null);

    [Theory]
    [InlineData("a@b", "c", null)]
    [InlineData("a..b@c.de", "c", "Invalid email: a..b@c.de")]
    [InlineData("a@-c.de", "c", "Invalid email: a@-c.de")]
    [InlineData("a@b", "", "Invalid password")]
    [InlineData("a@b", "c d", "Invalid password")]
    public void PasswordLoginIsChecked(string user, string password, string? message) =>
        Assert.Equal(message, Record.Exception(() => SipgateCredentials.Basic(user, password))?.Message);

    [Fact]
    public async Task AccountsComeFromSettings()
    {
        await using var server = await StubServer.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sipgate:TokenId"] = StubServer.TokenId,
            ["Sipgate:Token"] = StubServer.Token,
            ["Sipgate:BaseAddress"] = server.Address.ToString(),
        }).Build();
        await using var services = BuildServices(settings.GetSection("Sipgate"));
        await services.GetRequiredService<SipgateClient>().Rtcm.HangUpAsync("1");
        await services.GetRequiredKeyedService<SipgateClient>("berlin").Rtcm.HangUpAsync("2");
        Assert.Equal(["DELETE /v2/calls/1", "DELETE /v2/calls/2"], server.Lines);
    }

    [Fact]
    public void WrongSettingIsNamedAndSecretsAreNotShown()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sipgate:TokenId"] = StubServer.TokenId,
            ["Sipgate:Token"] = "s3cret",
        }).Build().GetSection("Sipgate");
        var exception = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddSipgate(section));
        Assert.Contains("Sipgate:Token", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
        var options = new SipgateOptions { Credentials = SipgateCredentials.PersonalAccessToken(StubServer.TokenId, StubServer.Token) };
        Assert.DoesNotContain(StubServer.Token, options.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SipgateClient(options with { BaseAddress = new Uri("ftp://a") }));
    }

    private static ServiceProvider BuildServices(IConfiguration section)
    {
        var services = new ServiceCollection();
        services.AddSipgate(section);
        services.AddSipgate("berlin", section);
        return services.BuildServiceProvider();
    }

    private static async Task RefusedAsync(string message, Func<SipgateClient, Task> act)
    {
        await using var server = await StubServer.StartAsync();
        using var client = server.CreateClient();
        var exception = await Assert.ThrowsAnyAsync<SipgateValidationException>(() => act(client));
        Assert.Equal(message, exception.Message);
        Assert.Empty(server.Requests);
    }
}
