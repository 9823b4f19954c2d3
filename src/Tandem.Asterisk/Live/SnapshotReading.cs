using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Live;

/// <summary>
/// Reads the whole of an Asterisk once, list by list. The items reach the model in the stream, where they stand among the events; this only
/// asks for them, and knows at the end what was read in full.
/// </summary>
internal sealed class SnapshotReading(AmiClient client, LiveModel model, Lock gate, AsteriskPbxOptions options)
{
    // A channel that is missing once may have been missed between two events.
    private const int MissesToEnd = 2;
    private const int SettingsAtOnce = 64;
    private const int DetailsAtOnce = 16;

    private readonly List<string> _missing = [];
    private AmiPermissions? _permissions;

    /// <summary>What was read in full.</summary>
    public SnapshotScope Scope { get; private set; }

    /// <summary>The actions that the user may not send; what they would have listed is not in the model unless events tell of it.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>What the user may do; known once <see cref="StartOfAsteriskAsync"/> has been awaited.</summary>
    public AmiPermissions Permissions => _permissions!;

    /// <summary>When this Asterisk started, as it says itself; null where the user may not ask.</summary>
    public async Task<string?> StartOfAsteriskAsync(CancellationToken cancellationToken)
    {
        _permissions = await client.GetPermissionsAsync(cancellationToken).ConfigureAwait(false);
        if (!_permissions.Allows("CoreStatus"))
        {
            return null;
        }
        var status = await client.SendAsync("CoreStatus", cancellationToken).ConfigureAwait(false);
        return status.IsSuccess ? $"{status["CoreStartupDate"]} {status["CoreStartupTime"]}" : null;
    }

    public async Task ReadAsync(bool isAfterGap, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            model.BeginSnapshot(isAfterGap);
        }

        // Who can take part first, then who does, then where they are.
        var hasPjsip = await TryAsync("PJSIPShowEndpoints", cancellationToken).ConfigureAwait(false);
        hasPjsip &= await TryAsync("PJSIPShowContacts", cancellationToken).ConfigureAwait(false);
        await TryAsync("PJSIPShowRegistrationsOutbound", cancellationToken).ConfigureAwait(false);
        var hasSip = await TryAsync("SIPpeers", cancellationToken, isOptional: true).ConfigureAwait(false);
        await TryAsync("SIPshowregistry", cancellationToken, isOptional: true).ConfigureAwait(false);
        var hasIax = await TryAsync("IAXpeerlist", cancellationToken, isOptional: true).ConfigureAwait(false);
        await TryAsync("IAXregistry", cancellationToken, isOptional: true).ConfigureAwait(false);
        await TryAsync("DeviceStateList", cancellationToken).ConfigureAwait(false);
        await TryAsync("ExtensionStateList", cancellationToken).ConfigureAwait(false);
        Add(hasPjsip || hasSip || hasIax, SnapshotScope.Endpoints);
        Add(hasPjsip && !hasSip && !hasIax, SnapshotScope.Contacts);
        Add(await TryAsync("VoicemailUsersList", cancellationToken, isOptional: true).ConfigureAwait(false), SnapshotScope.Mailboxes);
        Add(await ReadSettingsAsync(cancellationToken).ConfigureAwait(false), SnapshotScope.Settings);
        await TryAsync("BridgeList", cancellationToken).ConfigureAwait(false);
        Add(await TryAsync("CoreShowChannels", cancellationToken).ConfigureAwait(false), SnapshotScope.Channels);
        Add(await TryAsync("QueueStatus", cancellationToken, isOptional: true).ConfigureAwait(false), SnapshotScope.Queues);
        var hasLots = await TryAsync("Parkinglots", cancellationToken, isOptional: true).ConfigureAwait(false);
        Add(await TryAsync("ParkedCalls", cancellationToken, isOptional: true).ConfigureAwait(false) && hasLots, SnapshotScope.Parking);
        Add(await ReadConferencesAsync(cancellationToken).ConfigureAwait(false), SnapshotScope.Conferences);
        lock (gate)
        {
            model.EndSnapshot(Scope, isAfterGap ? 1 : MissesToEnd);
        }
    }

    /// <summary>Reads what only the details of an endpoint tell: its context and codecs. They are long, so it is done once, when all else is there.</summary>
    public async Task ReadDetailsAsync(CancellationToken cancellationToken)
    {
        if (!_permissions!.Allows("PJSIPShowEndpoint"))
        {
            return;
        }
        string[] numbers;
        lock (gate)
        {
            numbers = [.. model.ExtensionsWithoutDetails];
        }
        foreach (var some in numbers.Chunk(DetailsAtOnce))
        {
            await Task.WhenAll(some.Select(number =>
                client.SendListAsync(new AmiAction("PJSIPShowEndpoint") { { "Endpoint", number } }, null, cancellationToken).IgnoreRefusalAsync())).ConfigureAwait(false);
        }
    }

    private void Add(bool isRead, SnapshotScope scope) => Scope |= isRead ? scope : SnapshotScope.None;

    /// <summary>Whether Asterisk gave the whole list.</summary>
    private async Task<bool> TryAsync(string action, CancellationToken cancellationToken, bool isOptional = false)
    {
        // An action that needs no right is not worth asking about.
        if (!_permissions!.Allows(action) && AmiPermissions.ClassesFor(action).Count > 0)
        {
            // A module that is not loaded has nothing to list; a right that is lacking is a fault of the settings.
            if (!isOptional)
            {
                _missing.Add(action);
            }
            return false;
        }
        return await SendListAsync(new AmiAction(action), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <returns>The items, of which there may be none; null where Asterisk does not give the list.</returns>
    private async Task<IReadOnlyList<AmiMessage>?> SendListAsync(AmiAction action, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendListAsync(action, null, cancellationToken).ConfigureAwait(false);
        }
        catch (AmiActionException exception)
        {
            switch (exception.Error.Kind)
            {
                case AmiErrorKind.UnknownAction:
                    // A module that is not loaded has nothing to list.
                    return null;
                case AmiErrorKind.PermissionDenied:
                    _missing.Add(action.Name);
                    return null;
                default:
                    // Asterisk refuses to list where there is nothing: no contacts, no registrations.
                    return [];
            }
        }
    }

    private async Task<bool> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var families = options.Model.Families.All.ToArray();
        if (families.Length == 0)
        {
            return false;
        }
        if (_permissions!.Allows("DBGetTree") && await ReadTreesAsync(families, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }
        if (!_permissions.Allows("DBGet"))
        {
            _missing.Add("DBGet");
            return false;
        }
        string[] numbers;
        lock (gate)
        {
            numbers = [.. model.ExtensionNumbers];
        }
        var reads = from number in numbers
                    from family in families
                    select new AmiAction("DBGet") { { "Family", family }, { "Key", number } };
        foreach (var some in reads.Chunk(SettingsAtOnce))
        {
            await Task.WhenAll(some.Select(read => client.SendListAsync(read, null, cancellationToken).IgnoreRefusalAsync())).ConfigureAwait(false);
        }
        return true;
    }

    /// <summary>By one list a family; an older Asterisk cannot.</summary>
    private async Task<bool> ReadTreesAsync(string[] families, CancellationToken cancellationToken)
    {
        foreach (var family in families)
        {
            try
            {
                await client.SendListAsync(new AmiAction("DBGetTree") { { "Family", family } }, null, cancellationToken).ConfigureAwait(false);
            }
            catch (AmiActionException exception) when (exception.Error.Kind is AmiErrorKind.UnknownAction or AmiErrorKind.PermissionDenied)
            {
                return false;
            }
            catch (AmiActionException)
            {
                // A family without entries is refused.
            }
        }
        return true;
    }

    private async Task<bool> ReadConferencesAsync(CancellationToken cancellationToken)
    {
        if (!_permissions!.Allows("ConfbridgeListRooms"))
        {
            return false;
        }
        if (await SendListAsync(new AmiAction("ConfbridgeListRooms"), cancellationToken).ConfigureAwait(false) is not { } rooms)
        {
            return false;
        }
        foreach (var room in rooms)
        {
            // It may have ended since.
            var users = new AmiAction("ConfbridgeList") { { "Conference", room["Conference"] } };
            await client.SendListAsync(users, null, cancellationToken).IgnoreRefusalAsync().ConfigureAwait(false);
        }
        return true;
    }
}
