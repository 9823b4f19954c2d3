namespace Tandem.Asterisk.Live;

/// <summary>Settings of an <see cref="AsteriskPbx"/>.</summary>
public sealed record AsteriskPbxOptions
{
    /// <summary>The name of the source, the first part of the ids of all its objects; without a colon. Default <c>asterisk</c>.</summary>
    public string Name { get; init; } = "asterisk";

    /// <summary>How to reach it. The event classes and filters there are replaced by those that the model needs.</summary>
    public required AmiClientOptions Connection { get; init; }

    /// <summary>How it is read.</summary>
    public AsteriskModelOptions Model { get; init; } = AsteriskModelOptions.Default;

    /// <summary>
    /// Whether Asterisk is asked not to send VarSet, two thirds of all events, but for the few that tell the model something: writes to AstDB
    /// (<c>DB(</c>), files of recordings. Needs <c>system</c> in <c>write</c>; without it they come and are passed over. Default true.
    /// </summary>
    public bool FiltersVariables { get; init; } = true;

    /// <summary>
    /// Whether Asterisk is asked for call detail records, which <see cref="AsteriskPbx.EventsAsync"/> then gives. Needs <c>cdr</c> in
    /// <c>read</c>, and <c>cdr_manager</c> enabled on the Asterisk. Default false.
    /// </summary>
    public bool CallDetailRecords { get; init; }

    /// <summary>How often the model is compared with the whole Asterisk while connected; above zero. Default 5 minutes.</summary>
    public TimeSpan ReconcileInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a reload it is read again, so that a row of reloads is one; above zero. Default 1 second.</summary>
    public TimeSpan ReloadDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How the dialplan names what commands need.</summary>
    public AsteriskDialplan Dialplan { get; init; } = AsteriskDialplan.Default;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconcileInterval, TimeSpan.Zero, nameof(ReconcileInterval));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReloadDelay, TimeSpan.Zero, nameof(ReloadDelay));
        Model.Validate();
        Dialplan.Validate();
    }
}
