using Tandem.Hub.Configuration;
using Tandem.Pbx.Exchanges;
using Tandem.Switch;
using Tandem.Switch.Applications;

namespace Tandem.Hub.Hosting;

/// <summary>Starts the built-in exchange with the program, and joins it as a source; at the end it hangs up before history stops.</summary>
internal sealed class SwitchService(SipSwitch sipSwitch, Exchange exchange, SwitchSettings settings) : IHostedService
{
    /// <summary>The number of the line test.</summary>
    public const string EchoNumber = "600";

    /// <summary>The number of the auto attendant.</summary>
    public const string AttendantNumber = "610";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var attendant = new AutoAttendant(new AutoAttendantOptions { PromptPath = settings.AttendantPrompt });
        foreach (var domain in settings.DomainNames)
        {
            sipSwitch.OnCall(EchoNumber, EchoApplication.RunAsync, EchoApplication.Name, domain);
            sipSwitch.OnCall(AttendantNumber, attendant.RunAsync, AutoAttendant.Name, domain);
        }
        exchange.Add(sipSwitch);
        await sipSwitch.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await sipSwitch.StopAsync().ConfigureAwait(false);
        await exchange.CatchUpAsync(cancellationToken).ConfigureAwait(false);
    }
}
