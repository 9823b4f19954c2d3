using System.Runtime.CompilerServices;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Connections;
using Tandem.Asterisk.Events;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Telemetry;

namespace Tandem.Asterisk;

public sealed partial class AmiClient
{
    private AmiEventClasses _events;

    /// <summary>Sends an action and awaits its answer. What Asterisk refuses is an answer too; see <see cref="AmiResponse.EnsureSuccess"/>.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cancellationToken">Gives up waiting; once sent, Asterisk does the action all the same.</param>
    /// <exception cref="ArgumentException">It has what cannot be sent, is too long, or its own ActionID is under way. Nothing was sent.</exception>
    /// <exception cref="AmiDisconnectedException">There is no connection, or it ended before the answer.</exception>
    /// <exception cref="AmiTimeoutException">The answer took too long.</exception>
    public async Task<AmiResponse> SendAsync(IAmiAction action, CancellationToken cancellationToken = default)
    {
        using var exchange = Begin(action, ReplyShape.Single, null, cancellationToken);
        return await exchange.Pending.Response.ConfigureAwait(false);
    }

    /// <summary>Sends an action without headers; see <see cref="SendAsync(IAmiAction, CancellationToken)"/>.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AmiResponse> SendAsync(string action, CancellationToken cancellationToken = default) => SendAsync(new AmiAction(action), cancellationToken);

    /// <summary>
    /// Sends an action that gives a list, and awaits all of it. Lists end where Asterisk says so, or, where an old one does not, with the
    /// event known for the action. "No active conferences" and the like is an empty list. Items are not given to listeners.
    /// </summary>
    /// <param name="action">The action.</param>
    /// <param name="endsWith">The event that ends the list, for an action of your own that does not say so; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AmiActionException">Asterisk refused the action.</exception>
    /// <exception cref="AmiProtocolException">The list has more items than <see cref="AmiClientOptions.MaxListItems"/>.</exception>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task<AmiList> SendListAsync(IAmiAction action, string? endsWith, CancellationToken cancellationToken = default)
    {
        using var exchange = Begin(action, ReplyShape.List, endsWith, cancellationToken);
        var response = await ListResponseAsync(exchange.Pending).ConfigureAwait(false);
        var items = new List<AmiMessage>();
        await foreach (var item in exchange.Pending.Items.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            items.Add(item);
        }
        return new AmiList(response, items, exchange.Pending.Completion);
    }

    /// <inheritdoc cref="SendListAsync(IAmiAction, string?, CancellationToken)"/>
    public Task<AmiList> SendListAsync(IAmiAction action, CancellationToken cancellationToken = default) => SendListAsync(action, null, cancellationToken);

    /// <summary>Sends an action that gives a list and has no headers; see <see cref="SendListAsync(IAmiAction, string?, CancellationToken)"/>.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AmiList> SendListAsync(string action, CancellationToken cancellationToken = default) => SendListAsync(new AmiAction(action), null, cancellationToken);

    /// <summary>As <see cref="SendListAsync(IAmiAction, string?, CancellationToken)"/>, giving each item when it comes. The action is sent when the enumeration begins.</summary>
    /// <param name="action">The action.</param>
    /// <param name="endsWith">The event that ends the list, for an action of your own that does not say so; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async IAsyncEnumerable<AmiMessage> StreamListAsync(IAmiAction action, string? endsWith, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var exchange = Begin(action, ReplyShape.List, endsWith, cancellationToken);
        await ListResponseAsync(exchange.Pending).ConfigureAwait(false);
        await foreach (var item in exchange.Pending.Items.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <inheritdoc cref="StreamListAsync(IAmiAction, string?, CancellationToken)"/>
    public IAsyncEnumerable<AmiMessage> StreamListAsync(IAmiAction action, CancellationToken cancellationToken = default) => StreamListAsync(action, null, cancellationToken);

    /// <summary>As <see cref="StreamListAsync(IAmiAction, string?, CancellationToken)"/>, for an action without headers.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public IAsyncEnumerable<AmiMessage> StreamListAsync(string action, CancellationToken cancellationToken = default) => StreamListAsync(new AmiAction(action), null, cancellationToken);

    /// <summary>Runs a command of Asterisk's console. Never build one from what a user typed.</summary>
    /// <param name="command">The command, such as <c>core show uptime</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What it printed, be it that there is no such command.</returns>
    /// <exception cref="AmiActionException">The user may not run commands, or not this one.</exception>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task<AmiCommandOutput> CommandAsync(string command, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(new AmiAction("Command") { { "Command", command } }, cancellationToken).ConfigureAwait(false);
        return response.IsSuccess || response.Message.Contains("Output")
            ? new AmiCommandOutput(response.IsSuccess, response.Message.Output)
            : throw new AmiActionException(response.Error!);
    }

    /// <summary>
    /// Makes a call and awaits how its first channel goes. The channel's unique id is chosen before it is dialled, so that its events are known from
    /// the first one. The user needs <c>originate</c> in <c>write</c> and <c>call</c> in <c>read</c>.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up waiting; the call goes on.</param>
    /// <exception cref="AmiActionException">Asterisk refused, as the extension does not exist or the user may not.</exception>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task<OriginateResult> OriginateAsync(OriginateAction call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        call = call with { ChannelId = call.ChannelId ?? _ids.Next() };
        // Asterisk tells how it went when the channel no longer rings.
        var action = call.ToAction().With(call.RingTimeout + _options.ActionTimeout);
        using var exchange = Begin(action, ReplyShape.Event, OriginateResponseEvent.EventName, cancellationToken);
        (await exchange.Pending.Response.ConfigureAwait(false)).EnsureSuccess();
        await exchange.Pending.Items.Completion.ConfigureAwait(false);
        var end = new OriginateResponseEvent(exchange.Pending.Completion!);
        var outcome = (OriginateOutcome)(end.ReasonCode ?? 0);
        return new OriginateResult(Enum.IsDefined(outcome) ? outcome : OriginateOutcome.Failed, end.UniqueId ?? call.ChannelId, end.UniqueId is null ? null : end.Channel);
    }

    /// <summary>Asks Asterisk whether it is there.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How long the answer took.</returns>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var since = _time.GetTimestamp();
        (await SendAsync("Ping", cancellationToken).ConfigureAwait(false)).EnsureSuccess();
        return _time.GetElapsedTime(since);
    }

    /// <summary>Asks what the user may do here, so that what lacks is known before it is needed.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task<AmiPermissions> GetPermissionsAsync(CancellationToken cancellationToken = default) =>
        new((await SendAsync("ListCommands", cancellationToken).ConfigureAwait(false)).EnsureSuccess().Message);

    /// <summary>Changes which events are sent, for this connection and those after it.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AmiActionException">Asterisk refused.</exception>
    /// <inheritdoc cref="SendAsync(IAmiAction, CancellationToken)" path="/exception"/>
    public async Task SetEventsAsync(AmiEventClasses classes, CancellationToken cancellationToken = default)
    {
        var action = new AmiAction("Events") { { "EventMask", AmiConnection.MaskOf(classes) } };
        (await SendAsync(action, cancellationToken).ConfigureAwait(false)).EnsureSuccess();
        _events = classes;
    }

    private static async Task<AmiResponse> ListResponseAsync(PendingAction pending)
    {
        var response = await pending.Response.ConfigureAwait(false);
        return response.Error is null or { Kind: AmiErrorKind.NotFound } ? response : response.EnsureSuccess();
    }

    private ActionExchange Begin(IAmiAction action, ReplyShape shape, string? ending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        cancellationToken.ThrowIfCancellationRequested();
        var request = action.ToAction();
        var id = request.ActionId ?? _ids.Next();
        var bytes = request.ToBytes(id, _options.Encoding);
        var connection = _connection ?? throw NotConnected();
        var pending = new PendingAction(connection.Pending, request, id, shape, ending, _options);
        connection.Pending.Add(pending);
        var exchange = new ActionExchange(pending, ActionActivity.Start(request.Name, id, _options.Host), _metrics, _time);
        pending.Start(cancellationToken);
        _ = connection.SendAsync(pending, bytes);
        return exchange;
    }
}
