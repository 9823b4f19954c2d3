using System.Text;
using System.Threading.Channels;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Connections;

/// <summary>An action that was or will be sent, until its answer is complete. It ends once: by its answer, its time-out, its caller or its connection.</summary>
internal sealed class PendingAction
{
    private readonly TaskCompletionSource<AmiResponse> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<AmiMessage>? _items;
    private readonly PendingActions _owner;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly TimeSpan _timeout;
    private readonly int _maxItems;
    private CancellationTokenRegistration _cancellation;
    private string? _ending;
    private int _count;

    public PendingAction(PendingActions owner, AmiAction action, string id, ReplyShape shape, string? ending, AmiClientOptions options)
    {
        _owner = owner;
        _maxItems = options.MaxListItems;
        _timeout = action.Timeout ?? options.ActionTimeout;
        Name = action.Name;
        Id = id;
        Shape = shape;
        _ending = ending;
        _items = shape == ReplyShape.Single ? null : Channel.CreateUnbounded<AmiMessage>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });
        _timer = options.TimeProvider.CreateTimer(static state => ((PendingAction)state!).OnTimeout(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public string Id { get; }

    public ReplyShape Shape { get; }

    /// <summary>The answer, or the first part of it.</summary>
    public Task<AmiResponse> Response => _response.Task;

    /// <summary>What follows the response; completed with the last of it.</summary>
    public ChannelReader<AmiMessage> Items => _items!.Reader;

    /// <summary>The event that ended the list, once it did.</summary>
    public AmiMessage? Completion { get; private set; }

    /// <summary>Whether it began to be written.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What ended it without an answer; null where nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins its time, and lets its caller give it up.</summary>
    public void Start(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PendingAction)state!).Fail(new OperationCanceledException(token)), this);
        Renew();
    }

    public void TakeResponse(AmiMessage message)
    {
        var response = new AmiResponse(Name, message);
        _ending = response.IsSuccess && Shape == ReplyShape.List && !SaysList(message) ? _ending ?? ListEndings.Of(Name) : _ending;
        var isDone = !response.IsSuccess || Shape == ReplyShape.Single || (Shape == ReplyShape.List && !SaysList(message) && _ending is null) || Completion is not null;
        if (!isDone)
        {
            Renew();
        }
        _response.TrySetResult(response);
        if (isDone)
        {
            Finish();
        }
    }

    /// <summary>Takes an event with the action's id.</summary>
    /// <returns>Whether it belongs to the answer alone, so that listeners are not to see it.</returns>
    public bool TakeEvent(AmiBlock block)
    {
        if (Shape == ReplyShape.Event)
        {
            if (block.IsEvent(Encoding.ASCII.GetBytes(_ending!)))
            {
                Completion = block.ToMessage();

                // The call may be quicker than the answer to the action.
                if (_response.Task.IsCompleted)
                {
                    Finish();
                }
            }
            return false;
        }
        Renew();
        var isLast = Ascii.EqualsIgnoreCase(block["EventList"u8], "Complete"u8) || (_ending is not null && Ascii.EqualsIgnoreCase(block.EventName, _ending));
        if (isLast)
        {
            Completion = block.ToMessage();
        }
        if ((!isLast || (_ending is not null && ListEndings.IsItem(_ending))) && !IsOver)
        {
            if (++_count > _maxItems)
            {
                Fail(new AmiProtocolException($"The list of {Name} has more than {_maxItems} items."));
                return true;
            }
            _items!.Writer.TryWrite(block.ToMessage());
        }
        if (isLast)
        {
            if (!_response.Task.IsCompleted)
            {
                // The response was lost in a broken block: nobody is to wait for it.
                Fail(new AmiProtocolException($"The list of {Name} ended without a response."));
            }
            Finish();
        }
        return true;
    }

    /// <summary>Ends it without an answer. The rest of a list that is under way is thrown away when it comes.</summary>
    public void Fail(Exception reason)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return;
            }
            IsOver = true;
            Failure = reason;
        }
        _response.TrySetException(reason);
        _items?.Writer.TryComplete(reason);
        if (Shape == ReplyShape.List && IsSent && reason is not AmiDisconnectedException)
        {
            Renew();
        }
        else
        {
            Finish();
        }
    }

    private static bool SaysList(AmiMessage message) => string.Equals(message["EventList"], "start", StringComparison.OrdinalIgnoreCase);

    private void OnTimeout()
    {
        if (IsOver)
        {
            Finish();
            return;
        }
        Fail(new AmiTimeoutException($"Asterisk did not answer {Name} within {_timeout.TotalSeconds:0.###} s."));
    }

    private void Renew() => _timer.Change(_timeout, Timeout.InfiniteTimeSpan);

    private void Finish()
    {
        IsOver = true;
        _owner.Remove(this);
        _timer.Dispose();
        _cancellation.Unregister();
        _items?.Writer.TryComplete();
    }
}
