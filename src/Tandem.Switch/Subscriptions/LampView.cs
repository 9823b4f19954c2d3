using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sip.Bodies;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Subscriptions;

/// <summary>What the model says of an extension, as the documents of the event packages say it.</summary>
/// <param name="state">The model.</param>
/// <param name="findCall">Finds a leg by its id: the model has no Call-IDs and tags.</param>
internal sealed class LampView(PbxState state, Func<string, Call?> findCall)
{
    /// <summary>The packages, with the types of their documents.</summary>
    public static IReadOnlyDictionary<string, string> Packages { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [DialogInfo.Package] = DialogInfo.ContentType,
        [PresenceDocument.Package] = PresenceDocument.ContentType,
        [MessageSummary.Package] = MessageSummary.ContentType,
    };

    /// <summary>Makes a document.</summary>
    /// <param name="package">The event package.</param>
    /// <param name="extension">The extension that is watched.</param>
    /// <param name="address">Its address, as its watcher wrote it.</param>
    public LampDocument Make(string package, WatchedExtension extension, SipUri address) => package switch
    {
        DialogInfo.Package => new LampDocument(address.ToString(), [.. extension.Channels.Select(channel => Entry(channel, address)).OfType<DialogInfoEntry>(), .. extension.Ended]),
        PresenceDocument.Package => new LampDocument(PresenceDocument.ContentType, Presence(extension, address).ToBytes()),
        _ => new LampDocument(MessageSummary.ContentType, Messages(extension.Key, $"{address}").ToBytes()),
    };

    /// <summary>The messages of a user; none where there is no mailbox.</summary>
    /// <param name="key">The user.</param>
    /// <param name="account">Whom to call to hear them.</param>
    public MessageSummary Messages(string key, string account)
    {
        state.TryGet<Mailbox>(IdOf(key), out var mailbox);
        return new MessageSummary(mailbox is { New: > 0 }, mailbox?.New ?? 0, mailbox?.Saved ?? 0) { NewUrgent = mailbox?.Urgent ?? 0, Account = account };
    }

    private ObjectId IdOf(string localId) => new(state.Name, localId);

    private PresenceDocument Presence(WatchedExtension extension, SipUri address)
    {
        state.TryGet<Extension>(IdOf(extension.Key), out var known);
        var status = known?.Status ?? ExtensionStatus.Offline;
        var note = status switch
        {
            ExtensionStatus.Online => "Available",
            ExtensionStatus.Ringing => "Ringing",
            ExtensionStatus.Busy or ExtensionStatus.BusyRinging => "On the phone",
            ExtensionStatus.OnHold => "On hold",
            ExtensionStatus.DoNotDisturb => "Do not disturb",
            _ => "Offline",
        };
        var isOpen = status is not (ExtensionStatus.Offline or ExtensionStatus.DoNotDisturb);
        return new PresenceDocument(address.ToString(), [new PresenceTuple("phone", isOpen, isOpen ? address.ToString() : null, note)])
        {
            Activity = status switch
            {
                ExtensionStatus.Busy or ExtensionStatus.BusyRinging or ExtensionStatus.OnHold => PresenceActivity.OnThePhone,
                ExtensionStatus.DoNotDisturb => PresenceActivity.Busy,
                _ => null,
            },
        };
    }

    // As the watched phone would tell it: what is ours is remote there. By Call-ID and tags a watcher takes the call (RFC 3891).
    private DialogInfoEntry? Entry(string id, SipUri address)
    {
        if (!state.TryGet<Channel>(IdOf(id), out var channel))
        {
            return null;
        }
        var session = findCall(id)?.Session;
        var dialog = session?.Dialog?.Id;
        var isInitiator = channel.Direction == ChannelDirection.Inbound;
        var remote = Remote(channel, address.User);
        var target = remote.Number is { Length: > 0 } number ? new SipUri(address.Host, number, address.Port) : null;
        return new DialogInfoEntry(id, StateOf(channel))
        {
            CallId = session?.Invite.CallId,
            LocalTag = dialog?.RemoteTag ?? (isInitiator ? session?.Invite.From?.Tag : null),
            RemoteTag = dialog?.LocalTag ?? (isInitiator ? null : session?.Invite.From?.Tag),
            IsInitiator = isInitiator,
            LocalIdentity = new NameAddress(address),
            LocalTarget = address.ToString(),
            IsHeld = channel.Held,
            RemoteIdentity = target is null ? null : new NameAddress(target, remote.Name),
            RemoteTarget = target?.ToString(),
        };
    }

    private static DialogInfoState StateOf(Channel channel) =>
        channel.AnsweredAt is not null ? DialogInfoState.Confirmed : channel.State is ChannelState.Ringing ? DialogInfoState.Early : DialogInfoState.Trying;

    // Who it is connected with; else the other end, which for a phone that was rung first is the called one.
    private static Party Remote(Channel channel, string? own)
    {
        if (channel.Connected.Number is not null)
        {
            return channel.Connected;
        }
        var isInbound = channel.Direction == ChannelDirection.Inbound;
        var other = isInbound ? channel.Called : channel.Calling;
        return other.Number != own ? other : isInbound ? channel.Calling : channel.Called;
    }
}
