namespace Tandem.Asterisk.Actions;

/// <summary>
/// Makes a call: dials a channel, and when it is answered sends it to an extension, or to an application. Asterisk does it beside other
/// actions (<c>Async</c>); <see cref="AmiClient.OriginateAsync"/> awaits how it ends.
/// </summary>
public sealed record OriginateAction : IAmiAction
{
    /// <summary>What is dialled first, such as <c>PJSIP/1001</c> or <c>Local/1001@from-internal</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The context that it is sent to; with <see cref="Extension"/>.</summary>
    public string? Context { get; init; }

    /// <summary>The extension that it is sent to.</summary>
    public string? Extension { get; init; }

    /// <summary>The priority; default 1.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>The application that it is sent to, in place of an extension. Never what a user typed.</summary>
    public string? Application { get; init; }

    /// <summary>The application's arguments. Never what a user typed.</summary>
    public string? ApplicationData { get; init; }

    /// <summary>How long the channel may ring; default 30 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The caller id shown to the channel, such as <c>"Anna" &lt;1001&gt;</c>.</summary>
    public string? CallerId { get; init; }

    /// <summary>The account code.</summary>
    public string? Account { get; init; }

    /// <summary>The codecs allowed, such as <c>alaw,g722</c>.</summary>
    public string? Codecs { get; init; }

    /// <summary>Whether audio before the answer counts as one.</summary>
    public bool? EarlyMedia { get; init; }

    /// <summary>The id that the channel gets (Asterisk 12), by which its events are known for ours; null for one that the client makes.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The id of the other half, for a Local channel; null for one that Asterisk makes.</summary>
    public string? OtherChannelId { get; init; }

    /// <summary>Variables of the channel, each in a header of its own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is neither an extension with a context nor an application, or both; or a field cannot be sent.</exception>
    public AmiAction ToAction()
    {
        if ((Application is null) == (Extension is null) || (Extension is null) != (Context is null))
        {
            throw new ArgumentException("A call needs either an Extension with a Context, or an Application.");
        }
        var action = new AmiAction("Originate")
        {
            { "Channel", Channel },
            { "Context", Context },
            { "Exten", Extension },
            { "Priority", Extension is null ? null : Priority },
            { "Application", Application },
            { "Data", ApplicationData },
            { "Timeout", (long)RingTimeout.TotalMilliseconds },
            { "CallerID", CallerId },
            { "Account", Account },
            { "Codecs", Codecs },
            { "EarlyMedia", EarlyMedia },
            { "ChannelId", ChannelId },
            { "OtherChannelId", OtherChannelId },
            { "Async", true },
        };
        action.AddVariables(Variables);
        return action;
    }
}
