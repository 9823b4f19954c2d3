using System.Buffers;
using System.Text.Json;
using Tandem.Cti.Protocol;
using Tandem.Hub.Events;
using Tandem.Hub.Rest.Access;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Basix;

/// <summary>What one client may do over its connection: give commands on channels that it may see.</summary>
internal sealed class BasixSession(Caller caller, Exchange exchange, CtiProfile profile, FeedSubscriber subscriber, ILogger logger)
{
    // Enough for a person's hand; a program that gives more at once waits for the answers.
    private const int MaxOutstanding = 32;

    private int _outstanding;

    /// <summary>Takes a message of the client. What it asks for is done on the side, as the line has to be read meanwhile.</summary>
    /// <param name="text">The message.</param>
    public Task ReceiveAsync(ReadOnlyMemory<byte> text)
    {
        if (BasixCommandReader.TryRead(text, out var name, out var command, out var reference))
        {
            _ = ExecuteAsync(name, command, reference);
        }
        return Task.CompletedTask;
    }

    /// <summary>What a client is told at the end; null for nothing.</summary>
    /// <param name="end">Why it ends.</param>
    public EncodedFrame? Farewell(FeedEnd end) => end switch
    {
        FeedEnd.Replaced => Encode(writer => new CtiMessageWriter(profile).WriteSystemMessage(writer, "connection_replaced")),
        FeedEnd.Full => Encode(writer => new CtiMessageWriter(profile).WriteSystemMessage(writer, "connection_limit_reached")),
        _ => null,
    };

    private static EncodedFrame? Encode(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenCount == 0 ? null : new EncodedFrame(buffer.WrittenSpan.ToArray());
    }

    private async Task ExecuteAsync(string name, ChannelCommand? command, long? reference)
    {
        CommandResult result;
        try
        {
            result = Interlocked.Increment(ref _outstanding) > MaxOutstanding
                ? CommandResult.Refused("Too many commands are outstanding.")
                : await ExecuteAsync(command).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.LogCommandFailed(exception, name);
            result = CommandResult.Failed("The hub failed.");
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
        if (!result.IsDone)
        {
            logger.LogCommandRefused(name, result.Outcome, result.Reason);
        }
        if (reference is { } known && Encode(writer => new CtiMessageWriter(profile).WriteCommandResult(
            writer, known, JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()), result.Reason)) is { } answer)
        {
            subscriber.TryOffer(answer);
        }
    }

    private ValueTask<CommandResult> ExecuteAsync(ChannelCommand? command)
    {
        if (command is null)
        {
            return Answer(CommandResult.Refused("There is no such command, or something of it is missing."));
        }
        if (!caller.Scopes.Contains(Scope.Call))
        {
            return Answer(CommandResult.Refused($"The token lacks the scope '{Scope.Call}'."));
        }

        // A user gives commands to its own channels only.
        var isSeen = exchange.Model.Resolve(EntityKind.Channel, command.Channel, caller.Domain).Id is not { } id
            || !exchange.Model.TryGet(id, out Channel? channel)
            || caller.Sees(channel);
        return isSeen
            ? exchange.ExecuteAsync(command with { Domain = caller.Domain })
            : Answer(CommandResult.NotFound(EntityKind.Channel, command.Channel));
    }

    private static ValueTask<CommandResult> Answer(CommandResult result) => ValueTask.FromResult(result);
}
