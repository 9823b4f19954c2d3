using System.Net;
using Tandem.Media;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

public sealed class RegistrarOptionsTests
{
    public static TheoryData<RegistrarOptions, string, string?> Faults { get; } = new()
    {
        { new() { DefaultExpires = 0 }, "DefaultExpires", null },
        { new() { MaxContacts = 0 }, "MaxContacts", null },
        { new() { OptionsPing = 4 }, "OptionsPing", null },
        { new() { AuthTimeout = 0 }, "AuthTimeout", null },
        { new() { AuthTimeout = 301 }, "AuthTimeout", null },
        { new() { DefaultExpires = 60, MinExpires = 61 }, "MinExpires", "DefaultExpires" },
        { new() { DefaultExpires = 60, MaxExpires = 59 }, "MaxExpires", "DefaultExpires" },
        { new() { RegPing = 30, MinExpires = 10 }, "RegPing", "MinExpires" },
        { new() { RegPing = 3600 }, "RegPing", "DefaultExpires" },
        { new() { StaleTime = 300 }, "StaleTime", "DefaultExpires" },
        { new() { StaleTime = 29, OptionsPing = 30 }, "StaleTime", "OptionsPing" },
        { new() { StaleTime = 29, RegPing = 30 }, "StaleTime", "RegPing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Options_that_contradict_each_other_are_refused_by_name(RegistrarOptions options, string option, string? other)
    {
        var fault = options.FindFault();
        Assert.Equal((option, other), (fault?.Option, fault?.Other));
        await using var media = new MediaEngine(TestExchange.SystemPorts);
        var thrown = Assert.Throws<ArgumentException>(() => new SipSwitch(media, new AccountDirectory(), new SwitchOptions { Registrar = options, Addresses = [IPAddress.Loopback] }));
        Assert.StartsWith($"Registrar.{option}{(other is null ? "" : $" and {other}")}: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_fit_are_taken()
    {
        Assert.Null(new RegistrarOptions().FindFault());
        Assert.Null(new RegistrarOptions { RegPing = 30, StaleTime = 180 }.FindFault());
        Assert.Null(new RegistrarOptions { OptionsPing = 30, StaleTime = 30 }.FindFault());
        Assert.Null(new RegistrarOptions { DefaultExpires = 30 }.FindFault());
    }
}
