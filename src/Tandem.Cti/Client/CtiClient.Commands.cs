using System.Collections.Concurrent;
using System.Net.WebSockets;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Client;

public sealed partial class CtiClient
{
    private readonly Uri _address;
    private readonly CertificateTrust _certificates;
    private readonly ConcurrentDictionary<long, (string Uuid, TaskCompletionSource<CommandResult> Done)> _outstanding = new();
    private readonly SemaphoreSlim _sending = new(1);
    private long _lastReference;

    /// <summary>
    /// Gives a command. A Tandem answers how it came out. A Basix answers nothing: there it counts as done when the channel's next record comes, and as
    /// timed out when none does.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops waiting; the command may or may not have been carried out then.</param>
    public async ValueTask<CommandResult> SendAsync(CtiCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_socket is not { } socket || Profile is null)
        {
            return CommandResult.Unavailable("There is no connection.");
        }
        var reference = Interlocked.Increment(ref _lastReference);
        var done = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _outstanding[reference] = (command.Uuid, done);
        try
        {
            await SendAsync(socket, command.Encode(reference), cancellationToken).ConfigureAwait(false);
            return await done.Task.WaitAsync(_options.CommandTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return CommandResult.TimedOut($"Nothing was heard of the command for {_options.CommandTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return CommandResult.Unavailable("The connection was lost.");
        }
        finally
        {
            _outstanding.TryRemove(reference, out _);
        }
    }

    private async Task SendAsync(ClientWebSocket socket, byte[] text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Not to be stopped half-way, as that would end the connection.
            await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private void Complete(CtiMessage.CommandResult result)
    {
        if (_outstanding.TryGetValue(result.Reference, out var command))
        {
            command.Done.TrySetResult(Map(result, command.Uuid));
        }
    }

    private void Notice(string uuid)
    {
        if (Profile == CtiProfile.Tandem)
        {
            return;
        }
        foreach (var (_, command) in _outstanding)
        {
            if (command.Uuid == uuid)
            {
                command.Done.TrySetResult(CommandResult.Done());
            }
        }
    }

    private void Abandon()
    {
        foreach (var (_, command) in _outstanding)
        {
            command.Done.TrySetResult(CommandResult.Unavailable("The connection was lost."));
        }
    }

    private static CommandResult Map(CtiMessage.CommandResult result, string uuid)
    {
        var reason = result.Reason ?? result.Outcome;
        return result.Outcome switch
        {
            "done" => CommandResult.Done(),
            "not_found" => CommandResult.NotFound(EntityKind.Channel, uuid),
            "not_supported" => CommandResult.Refused(reason),
            "busy" => CommandResult.Busy(reason),
            "unavailable" => CommandResult.Unavailable(reason),
            "timed_out" => CommandResult.TimedOut(reason),
            "failed" => CommandResult.Failed(reason),
            _ => CommandResult.Refused(reason),
        };
    }
}
