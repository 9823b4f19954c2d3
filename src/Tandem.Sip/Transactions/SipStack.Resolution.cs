using System.Net.Sockets;
using Tandem.Sip.Messages;
using Tandem.Sip.Resolution;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

public sealed partial class SipStack
{
    private SipResolver? _resolver;

    /// <summary>Finds the ways to the host of a URI, the best first (RFC 3263 4). The loop goes on meanwhile.</summary>
    /// <param name="uri">A <c>sip</c> or <c>sips</c> URI: of a request the first Route, else the Request-URI.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Empty where the host has no address, or none that our transports could reach.</returns>
    public async Task<IReadOnlyList<SipFlow>> ResolveAsync(SipUri uri, CancellationToken cancellationToken = default)
    {
        SipProtocol[] protocols = [.. _transports.Select(transport => transport.Protocol).Where(protocol => protocol is not (SipProtocol.Ws or SipProtocol.Wss)).Distinct()];
        AddressFamily[] families = [.. _transports.Select(transport => transport.LocalEndPoint.AddressFamily).Distinct()];
        if (families.Length == 0)
        {
            return [];
        }
        var targets = await (_resolver ??= _options.Resolver ?? new SipResolver()).ResolveAsync(uri, protocols, families, cancellationToken);
        var flows = new List<SipFlow>(targets.Count);
        foreach (var target in targets)
        {
            if (FindTransport(target.Protocol, target.Address.Address) is { } transport)
            {
                flows.Add(new SipFlow(transport, target.Address) { Host = target.Host });
            }
        }
        return flows;
    }

    /// <summary>
    /// Sends a request that is no INVITE to wherever its next hop is, and to the next target where one cannot be reached, does not answer or is out
    /// of service (RFC 3263 4.3), each time in a transaction of its own.
    /// </summary>
    /// <param name="request">The request, without Via.</param>
    /// <param name="cancellationToken">Ends the wait; what is on its way is not taken back.</param>
    /// <exception cref="ArgumentException">It is an INVITE, which is a matter of <see cref="Dialogs.SipUserAgent.Invite"/>.</exception>
    public async Task<RequestOutcome> RequestAsync(SipMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method == SipMethod.Invite)
        {
            throw new ArgumentException("An INVITE has a session of its own.", nameof(request));
        }
        var hop = request.Routes is [var route, ..] ? route.Uri : request.RequestUri!;
        var outcome = new RequestOutcome(null, RequestFailure.NotResolved, null);
        foreach (var flow in await ResolveAsync(hop, cancellationToken))
        {
            request.Remove(SipHeaderName.Via);
            var attempt = new Attempt();
            Send(request, flow, attempt);
            outcome = await attempt.Outcome.WaitAsync(cancellationToken);
            if (outcome.Response is { StatusCode: not 503 })
            {
                break;
            }
        }
        return outcome;
    }

    private sealed class Attempt : IClientTransactionUser
    {
        private readonly TaskCompletionSource<RequestOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<RequestOutcome> Outcome => _outcome.Task;

        public void OnResponse(ClientTransaction transaction, SipMessage response)
        {
            if (response.StatusCode >= 200)
            {
                _outcome.TrySetResult(new RequestOutcome(response, RequestFailure.None, transaction.Flow));
            }
        }

        public void OnFailure(ClientTransaction transaction, TransactionFailure failure) => _outcome.TrySetResult(
            new RequestOutcome(null, failure == TransactionFailure.Timeout ? RequestFailure.Timeout : RequestFailure.TransportError, transaction.Flow));
    }
}
