using Tandem.Hub.Configuration;
using Tandem.Pbx.Exchanges;
using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Source;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Hub.Hosting;

/// <summary>Joins the accounts of sipgate of the settings, for as long as the program runs, and receives their webhooks.</summary>
internal sealed class SipgateService(SipgateSettings settings, Exchange exchange, TimeProvider timeProvider, ILoggerFactory loggers) : IHostedService
{
    private readonly (SipgateAccount Account, SipgatePbx Source)[] _sources = [.. settings.Accounts.Select(account =>
        (account, new SipgatePbx(account.Source with { Client = account.Source.Client with { TimeProvider = timeProvider, LoggerFactory = loggers } })))];

    /// <summary>Serves the webhooks. Without a public URL sipgate tells of new calls alone.</summary>
    /// <param name="endpoints">The program.</param>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (account, source) in _sources)
        {
            endpoints.MapSipgateWebhook(account.WebhookPath, hook => Receive(hook, source, account.Webhook.PublicUrl is not null), account.Webhook);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, source) in _sources)
        {
            exchange.Add(source);
            source.Start();
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, source) in _sources)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Receive(SipgateWebhookBuilder hook, SipgatePbx source, bool isFollowed)
    {
        hook.OnNewCall(call =>
        {
            source.Receive(call);
            return WebhookResponse.Continue;
        });
        if (isFollowed)
        {
            hook.OnAnswer(source.Receive).OnHangUp(source.Receive);
        }
    }
}
