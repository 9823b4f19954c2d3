namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>
/// Something that happened on an Asterisk, for programs that act on what happens and need not keep a model: one nested record for each event
/// of the <see cref="EventCatalogue"/>.
/// </summary>
public abstract partial record LiveEvent
{
    private LiveEvent(DateTimeOffset at) => At = at;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its name in the catalogue: <c>extenDialing</c>.</summary>
    public string Name => EventCatalogue.NameOf(GetType());

    /// <summary>The model follows its Asterisk. It is the first event of every stream; one that begins later gets it at once.</summary>
    /// <param name="At">When.</param>
    public sealed record Ready(DateTimeOffset At) : LiveEvent(At);

    /// <summary>Asterisk was read anew, after a reload of its settings or a lost connection: objects may have come and gone.</summary>
    /// <param name="At">When.</param>
    public sealed record Reloaded(DateTimeOffset At) : LiveEvent(At);

    /// <summary>The reader of the stream fell too far behind, and events were lost. What follows begins with the model as it is now.</summary>
    /// <param name="At">When.</param>
    public sealed record Missed(DateTimeOffset At) : LiveEvent(At);
}
