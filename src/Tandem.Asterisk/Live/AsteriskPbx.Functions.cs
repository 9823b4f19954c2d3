using Tandem.Asterisk.Live.Functions;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>What an Asterisk alone can do. As with commands, what is expected to fail is a result; exceptions are for misuse.</summary>
public sealed partial class AsteriskPbx
{
    /// <summary>The capabilities that are missing, and why: an action that is not loaded or not permitted, or a setting. Empty before the first connection.</summary>
    public IReadOnlyList<MissingCapability> MissingCapabilities => _abilities.Missing;

    /// <summary>Reads an entry of Asterisk's database (AstDB).</summary>
    /// <param name="family">The family: letters, digits and <c>_ - . + * # / : @</c>, at most 80.</param>
    /// <param name="key">The key, of the same letters.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The value; <see langword="null"/> when there is no such entry.</returns>
    public ValueTask<AsteriskResult<string>> GetDatabaseValueAsync(string family, string key, CancellationToken cancellationToken = default) =>
        AskAsync(AsteriskCapability.Database, () => _steering.GetDatabaseValueAsync(family, key, cancellationToken));

    /// <summary>Writes an entry of Asterisk's database, or takes it away. Do not disturb and forwards are in the model with the result.</summary>
    /// <param name="family">The family: letters, digits and <c>_ - . + * # / : @</c>, at most 80.</param>
    /// <param name="key">The key, of the same letters.</param>
    /// <param name="value">The value, at most 256 characters; <see langword="null"/> takes the entry away, be it there or not.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> SetDatabaseValueAsync(string family, string key, string? value, CancellationToken cancellationToken = default) =>
        DoAsync(AsteriskCapability.Database, () => _steering.SetDatabaseValueAsync(family, key, value, cancellationToken));

    /// <summary>Sets the state of a custom device, as lamps of phones show it.</summary>
    /// <param name="device">The device, without <c>Custom:</c>: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="state"><c>NOT_INUSE</c>, <c>INUSE</c>, <c>BUSY</c>, <c>INVALID</c>, <c>UNAVAILABLE</c>, <c>RINGING</c>, <c>RINGINUSE</c>, <c>ONHOLD</c> or <c>UNKNOWN</c>, in any case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> SetDeviceStateAsync(string device, string state, CancellationToken cancellationToken = default) =>
        DoAsync(AsteriskCapability.DeviceState, () => _steering.SetDeviceStateAsync(device, state, cancellationToken));

    /// <summary>Reads a global variable.</summary>
    /// <param name="name">The variable: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The value; empty when there is no such variable.</returns>
    public ValueTask<AsteriskResult<string>> GetVariableAsync(string name, CancellationToken cancellationToken = default) =>
        AskAsync(AsteriskCapability.GlobalVariables, () => _steering.GetVariableAsync(name, cancellationToken));

    /// <summary>Sets a global variable.</summary>
    /// <param name="name">The variable: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="value">Its value, at most 256 characters.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> SetVariableAsync(string name, string value, CancellationToken cancellationToken = default) =>
        DoAsync(AsteriskCapability.GlobalVariables, () => _steering.SetVariableAsync(name, value, cancellationToken));

    /// <summary>Rings an extension's own phone and sends digits to it once it is answered.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="digits">0 to 9, <c>*</c>, <c>#</c> and A to D, at most 80.</param>
    /// <param name="cancellationToken">Stops waiting; the call goes on.</param>
    /// <returns>Done when the phone is answered; the id is that of its leg.</returns>
    public ValueTask<CommandResult> CallAndSendDigitsAsync(ObjectReference extension, string digits, CancellationToken cancellationToken = default) =>
        DoAsync(AsteriskCapability.Digits, () => _steering.CallAndSendDigitsAsync(extension, digits, cancellationToken));

    /// <summary>Rings an extension's own phone and records what is said there, until it hangs up or presses #, into <see cref="AsteriskDialplan.AnnouncementFolder"/>.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="name">The name of the file without its ending: letters, digits, <c>_</c> and <c>-</c>. A file of that name is replaced.</param>
    /// <param name="cancellationToken">Stops waiting; the recording goes on.</param>
    /// <returns>The file, when the phone is answered.</returns>
    public ValueTask<AsteriskResult<string>> RecordAnnouncementAsync(ObjectReference extension, string name, CancellationToken cancellationToken = default)
    {
        var file = "";
        return WithValueAsync(DoAsync(AsteriskCapability.Announcements, () => _steering.RecordAnnouncementAsync(extension, name, path => file = path, cancellationToken)), () => file);
    }

    /// <summary>Lists the voice mailboxes with all their settings.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<AsteriskResult<IReadOnlyList<AsteriskMailbox>>> ListMailboxesAsync(CancellationToken cancellationToken = default) =>
        AskAsync(AsteriskCapability.Mailboxes, () => _steering.ListMailboxesAsync(cancellationToken));

    /// <summary>Writes a line into the log of queues, of which reports are made.</summary>
    /// <param name="queue">The queue, or another word in its place.</param>
    /// <param name="entry">What happened, as <c>AGENTLOGIN</c>.</param>
    /// <param name="member">The member that it is about.</param>
    /// <param name="text">More about it.</param>
    /// <param name="uniqueId">The call that it is about.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> WriteQueueLogAsync(
        string queue, string entry, string? member = null, string? text = null, string? uniqueId = null, CancellationToken cancellationToken = default) =>
        DoAsync(AsteriskCapability.QueueLog, () => _steering.WriteQueueLogAsync(queue, entry, member, text, uniqueId, cancellationToken));

    /// <summary>Asks for the state of an extension's hint.</summary>
    /// <param name="extension">The number of the extension.</param>
    /// <param name="context">The context of its hint; <see langword="null"/> means the one in which extensions call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<AsteriskResult<AsteriskExtensionState>> GetExtensionStateAsync(string extension, string? context = null, CancellationToken cancellationToken = default) =>
        AskAsync(AsteriskCapability.ExtensionState, () => _steering.GetExtensionStateAsync(extension, context, cancellationToken));

    /// <summary>Lists who is to be called back when an extension is no longer busy, as the dialplan keeps it in <see cref="AstDbFamilies.RecallOnBusy"/>.</summary>
    /// <param name="extension">The number of the extension that was busy.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<AsteriskResult<IReadOnlyList<string>>> GetRecallsAsync(string extension, CancellationToken cancellationToken = default) =>
        AskAsync(AsteriskCapability.Database, () => _steering.GetRecallsAsync(extension, cancellationToken));

    /// <summary>Says who is to be called back when an extension is no longer busy.</summary>
    /// <param name="extension">The number of the extension that was busy.</param>
    /// <param name="callers">The numbers of the callers; none takes the entry away.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<CommandResult> SetRecallsAsync(string extension, IReadOnlyList<string> callers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callers);
        return DoAsync(AsteriskCapability.Database, () => _steering.SetRecallsAsync(extension, callers, cancellationToken));
    }

    private ValueTask<CommandResult> DoAsync(Capability capability, Func<Task<CommandResult>> work)
    {
        var abilities = _abilities;
        return abilities.Capabilities.Contains(capability)
            ? _steering.GuardAsync(capability, work)
            : ValueTask.FromResult(CommandResult.NotSupported(capability, abilities.WhyMissing(capability)));
    }

    private ValueTask<AsteriskResult<T>> AskAsync<T>(Capability capability, Func<Task<T?>> ask)
    {
        T? value = default;
        return WithValueAsync(
            DoAsync(capability, async () =>
            {
                value = await ask().ConfigureAwait(false);
                return CommandResult.Done();
            }),
            () => value);
    }

    private static async ValueTask<AsteriskResult<T>> WithValueAsync<T>(ValueTask<CommandResult> work, Func<T?> value)
    {
        var outcome = await work.ConfigureAwait(false);
        return new AsteriskResult<T>(outcome, outcome.IsDone ? value() : default);
    }
}
