using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>
/// What is done with the events of a webhook: one handler each. sipgate waits for new calls and keys, and lets the call go on by itself where an answer
/// takes more than some seconds; what a handler throws is logged, and answered with 500.
/// </summary>
public sealed class SipgateWebhookBuilder
{
    internal Func<NewCallEvent, CancellationToken, Task<WebhookResponse?>>? NewCall { get; private set; }

    internal Func<AnswerEvent, CancellationToken, Task>? Answer { get; private set; }

    internal Func<DataEvent, CancellationToken, Task<WebhookResponse?>>? Data { get; private set; }

    internal Func<HangUpEvent, CancellationToken, Task>? HangUp { get; private set; }

    /// <summary>A call begins; the response says what becomes of it, null that it goes on.</summary>
    /// <param name="handler">What is done.</param>
    /// <exception cref="InvalidOperationException">There is a handler already.</exception>
    public SipgateWebhookBuilder OnNewCall(Func<NewCallEvent, WebhookResponse?> handler) => OnNewCall(Responding(handler));

    /// <inheritdoc cref="OnNewCall(Func{NewCallEvent, WebhookResponse})"/>
    /// <param name="handler">What is done; the token ends when sipgate waits no longer.</param>
    public SipgateWebhookBuilder OnNewCall(Func<NewCallEvent, CancellationToken, Task<WebhookResponse?>> handler)
    {
        NewCall = Once(NewCall, handler, "newCall");
        return this;
    }

    /// <summary>A call was answered. Needs <see cref="SipgateWebhookOptions.PublicUrl"/>.</summary>
    /// <param name="handler">What is done.</param>
    /// <exception cref="InvalidOperationException">There is a handler already.</exception>
    public SipgateWebhookBuilder OnAnswer(Action<AnswerEvent> handler) => OnAnswer(Hearing(handler));

    /// <inheritdoc cref="OnAnswer(Action{AnswerEvent})"/>
    public SipgateWebhookBuilder OnAnswer(Func<AnswerEvent, Task> handler) => OnAnswer(Hearing(handler));

    /// <inheritdoc cref="OnAnswer(Action{AnswerEvent})"/>
    /// <param name="handler">What is done; the token ends when sipgate waits no longer.</param>
    public SipgateWebhookBuilder OnAnswer(Func<AnswerEvent, CancellationToken, Task> handler)
    {
        Answer = Once(Answer, handler, "answer");
        return this;
    }

    /// <summary>Keys were pressed, or their time ran out; the response says what becomes of the call. Needs
    /// <see cref="SipgateWebhookOptions.PublicUrl"/>.</summary>
    /// <param name="handler">What is done.</param>
    /// <exception cref="InvalidOperationException">There is a handler already.</exception>
    public SipgateWebhookBuilder OnData(Func<DataEvent, WebhookResponse?> handler) => OnData(Responding(handler));

    /// <inheritdoc cref="OnData(Func{DataEvent, WebhookResponse})"/>
    /// <param name="handler">What is done; the token ends when sipgate waits no longer.</param>
    public SipgateWebhookBuilder OnData(Func<DataEvent, CancellationToken, Task<WebhookResponse?>> handler)
    {
        Data = Once(Data, handler, "data");
        return this;
    }

    /// <summary>A call ended. Needs <see cref="SipgateWebhookOptions.PublicUrl"/>.</summary>
    /// <param name="handler">What is done.</param>
    /// <exception cref="InvalidOperationException">There is a handler already.</exception>
    public SipgateWebhookBuilder OnHangUp(Action<HangUpEvent> handler) => OnHangUp(Hearing(handler));

    /// <inheritdoc cref="OnHangUp(Action{HangUpEvent})"/>
    public SipgateWebhookBuilder OnHangUp(Func<HangUpEvent, Task> handler) => OnHangUp(Hearing(handler));

    /// <inheritdoc cref="OnHangUp(Action{HangUpEvent})"/>
    /// <param name="handler">What is done; the token ends when sipgate waits no longer.</param>
    public SipgateWebhookBuilder OnHangUp(Func<HangUpEvent, CancellationToken, Task> handler)
    {
        HangUp = Once(HangUp, handler, "hangup");
        return this;
    }

    private static T Once<T>(T? present, T handler, string name)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(handler);
        return present is null ? handler : throw new InvalidOperationException($"can only handle one {name} listener");
    }

    private static Func<T, CancellationToken, Task<WebhookResponse?>> Responding<T>(Func<T, WebhookResponse?> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (happened, _) => Task.FromResult(handler(happened));
    }

    private static Func<T, CancellationToken, Task> Hearing<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (happened, _) => handler(happened);
    }

    private static Func<T, CancellationToken, Task> Hearing<T>(Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (happened, _) =>
        {
            handler(happened);
            return Task.CompletedTask;
        };
    }
}
