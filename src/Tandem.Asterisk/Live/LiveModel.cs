using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Live.Directory;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>
/// Folds what Asterisk tells, events and items of lists alike, into a <see cref="PbxState"/>. It keeps what is there (channels by Uniqueid,
/// bridges by BridgeUniqueid) apart from what is shown, so that an event that only says what is known changes nothing, and one that
/// comes late wakes nobody from the dead. For one thread at a time.
/// </summary>
internal sealed partial class LiveModel
{
    private readonly PbxState _state;
    private AsteriskModelOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _source;
    private readonly Dictionary<string, AsteriskChannel> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AsteriskBridge> _bridges = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectId, AsteriskCall> _calls = [];
    private readonly Tombstones _gone = new();
    private HashSet<string> _trunkNames;
    private HashSet<string> _contexts;
    private long _order;
    private DateTimeOffset _now;

    public LiveModel(PbxState state, AsteriskModelOptions options, TimeProvider clock)
    {
        options.Validate();
        _state = state;
        _options = options;
        _clock = clock;
        _source = state.Name;
        _trunkNames = new HashSet<string>(options.Trunks, StringComparer.OrdinalIgnoreCase);
        _contexts = new HashSet<string>(options.Contexts, StringComparer.Ordinal);
        _write = WriteDirty;
    }

    /// <summary>How it reads. What is known already changes with the next snapshot.</summary>
    public AsteriskModelOptions Options
    {
        get => _options;
        set
        {
            _options = value;
            _trunkNames = new HashSet<string>(value.Trunks, StringComparer.OrdinalIgnoreCase);
            _contexts = new HashSet<string>(value.Contexts, StringComparer.Ordinal);
        }
    }

    /// <summary>How many channels are there, hidden ones included.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>How many calls are there.</summary>
    public int CallCount => _calls.Count;

    private string Domain => _options.Domain;

    /// <summary>Takes one block in. Responses and what concerns nobody here cost nothing.</summary>
    public void Apply(AmiBlock block)
    {
        var kind = AsteriskEventNames.Find(block.EventName);
        if (kind == AsteriskEvent.None || (kind == AsteriskEvent.VarSet && !Variables.Tells(block.Bytes)))
        {
            return;
        }
        SettleDue();
        _now = block.TryGetTimestamp(out var at) ? at : _clock.GetUtcNow();
        if (!block.Contains("Privilege"u8))
        {
            // An item of a list that somebody asked for.
            ApplyItem(kind, block);
            return;
        }
        ApplyEvent(kind, block);
    }

    private ObjectId Id(string localId) => new(_source, localId);

    private void ApplyEvent(AsteriskEvent kind, AmiBlock block)
    {
        switch (kind)
        {
            case AsteriskEvent.Newchannel: OnNewChannel(block); break;
            case AsteriskEvent.Newstate: OnNewState(block); break;
            case AsteriskEvent.Newexten: OnNewExten(block); break;
            case AsteriskEvent.NewCallerid or AsteriskEvent.NewConnectedLine: OnNewParty(block); break;
            case AsteriskEvent.Rename: OnRename(block); break;
            case AsteriskEvent.HangupRequest: OnHangupRequest(block); break;
            case AsteriskEvent.Hangup: OnHangup(block); break;
            case AsteriskEvent.DialBegin: OnDialBegin(block); break;
            case AsteriskEvent.DialState: OnDialState(block); break;
            case AsteriskEvent.DialEnd: OnDialEnd(block); break;
            case AsteriskEvent.BridgeCreate: Bridge(block); break;
            case AsteriskEvent.BridgeDestroy: OnBridgeDestroy(block); break;
            case AsteriskEvent.BridgeEnter: OnBridgeEnter(block); break;
            case AsteriskEvent.BridgeLeave: OnBridgeLeave(block); break;
            case AsteriskEvent.BridgeMerge: OnBridgeMerge(block); break;
            case AsteriskEvent.LocalBridge: OnLocalBridge(block); break;
            case AsteriskEvent.Hold: OnHold(block, held: true); break;
            case AsteriskEvent.Unhold: OnHold(block, held: false); break;
            case AsteriskEvent.BlindTransfer: OnBlindTransfer(block); break;
            case AsteriskEvent.AttendedTransfer: OnAttendedTransfer(block); break;
            case AsteriskEvent.Pickup: OnPickup(block); break;
            case AsteriskEvent.OriginateResponse: OnOriginateResponse(block); break;
            case AsteriskEvent.DTMFEnd: OnDigit(block); break;
            case AsteriskEvent.ChanSpyStart: OnSpy(block, starts: true); break;
            case AsteriskEvent.ChanSpyStop: OnSpy(block, starts: false); break;
            case AsteriskEvent.MixMonitorStart or AsteriskEvent.MixMonitorStop or AsteriskEvent.MixMonitorMute: OnRecording(kind, block); break;
            case AsteriskEvent.ParkedCall or AsteriskEvent.ParkedCallSwap: OnParkedCall(block); break;
            case AsteriskEvent.UnParkedCall or AsteriskEvent.ParkedCallTimeOut or AsteriskEvent.ParkedCallGiveUp: OnUnparked(kind, block); break;
            case AsteriskEvent.ConfbridgeJoin: OnConferenceJoin(block); break;
            case AsteriskEvent.ConfbridgeLeave: OnConferenceLeave(block); break;
            case AsteriskEvent.ConfbridgeStart or AsteriskEvent.ConfbridgeEnd: OnConference(kind, block); break;
            case AsteriskEvent.ConfbridgeMute or AsteriskEvent.ConfbridgeUnmute: OnConferenceMute(kind, block); break;
            case AsteriskEvent.ConfbridgeRecord or AsteriskEvent.ConfbridgeStopRecord: OnConferenceRecording(kind, block); break;
            default: ApplyOtherEvent(kind, block); break;
        }
    }

    private void ApplyOtherEvent(AsteriskEvent kind, AmiBlock block)
    {
        switch (kind)
        {
            case AsteriskEvent.QueueCallerJoin: OnQueueJoin(block); break;
            case AsteriskEvent.QueueCallerLeave: OnQueueLeave(block); break;
            case AsteriskEvent.QueueCallerAbandon: OnQueueAbandon(block); break;
            case AsteriskEvent.AgentCalled: OnAgentCalled(block); break;
            case AsteriskEvent.AgentConnect: OnAgentConnect(block); break;
            case AsteriskEvent.AgentComplete: OnAgentComplete(block); break;
            case AsteriskEvent.QueueMemberRemoved: OnQueueMemberRemoved(block); break;
            case AsteriskEvent.QueueMemberStatus or AsteriskEvent.QueueMemberAdded or AsteriskEvent.QueueMemberPause
                or AsteriskEvent.QueueMemberPenalty or AsteriskEvent.QueueMemberRinginuse:
                OnQueueMember(block);
                break;
            case AsteriskEvent.ExtensionStatus: OnExtensionStatus(block); break;
            case AsteriskEvent.DeviceStateChange: OnDeviceState(block); break;
            case AsteriskEvent.ContactStatus: OnContactStatus(block); break;
            case AsteriskEvent.PeerStatus: OnPeerStatus(block); break;
            case AsteriskEvent.Registry: OnRegistry(block); break;
            case AsteriskEvent.VarSet: OnVariable(block); break;
            case AsteriskEvent.MessageWaiting: OnMessageWaiting(block); break;
        }
    }
}
