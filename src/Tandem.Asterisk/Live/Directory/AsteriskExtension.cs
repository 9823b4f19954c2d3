using Tandem.Asterisk.Live.Calls;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Directory;

/// <summary>An extension as Asterisk's lists and events tell of it.</summary>
internal sealed class AsteriskExtension(string number, ObjectId id, string domain)
{
    public string Number => number;

    public ObjectId Id => id;

    public string? Name { get; set; }

    public string? Context { get; set; }

    /// <summary>The channel driver of its phones, such as PJSIP; null while nobody told.</summary>
    public string? Technology { get; set; }

    /// <summary>From the state of its device.</summary>
    public ExtensionStatus? DeviceStatus { get; set; }

    /// <summary>From the bits of its hint.</summary>
    public ExtensionStatus? HintStatus { get; set; }

    public bool DoNotDisturb { get; set; }

    public ForwardTarget? ForwardAlways { get; set; }

    public ForwardTarget? ForwardBusy { get; set; }

    public ForwardTarget? ForwardUnavailable { get; set; }

    public ValueList<ExtensionContact> Contacts { get; set; } = [];

    public ValueList<string> Codecs { get; set; } = [];

    /// <summary>The details of its endpoint have been read.</summary>
    public bool HasDetails { get; set; }

    /// <summary>Its channels that are there, in the order of their beginning; those not shown yet count for nothing.</summary>
    public List<AsteriskChannel> Channels { get; } = [];

    public int Generation { get; set; }

    public bool IsDirty { get; set; }

    /// <summary>Nobody has told how it is.</summary>
    public bool IsUnknown => DeviceStatus is null && HintStatus is null;

    /// <summary>What its channels show: null without any.</summary>
    private ExtensionStatus? StatusByChannels
    {
        get
        {
            var rings = Channels.Exists(channel => channel is { Shown: not null, Direction: ChannelDirection.Outbound, IsUp: false });
            var talks = Channels.Exists(channel => channel.Shown is not null && (channel.IsUp || channel.Direction == ChannelDirection.Inbound));
            return (rings, talks) switch
            {
                (true, true) => ExtensionStatus.BusyRinging,
                (true, false) => ExtensionStatus.Ringing,
                (false, true) => Channels.TrueForAll(channel => channel.Held) ? ExtensionStatus.OnHold : ExtensionStatus.Busy,
                _ => null,
            };
        }
    }

    public Extension ToEntity()
    {
        var status = DeviceStatus ?? HintStatus ?? (Contacts.Count > 0 ? ExtensionStatus.Online : ExtensionStatus.Offline);

        // Some drivers tell no device state of a call, and those that do tell it a moment after.
        status = status == ExtensionStatus.Online || IsUnknown ? StatusByChannels ?? status : status;
        return new Extension
        {
            Id = id,
            Domain = domain,
            Number = number,
            Name = Name,
            Context = Context,
            Technology = Technology,
            Status = status == ExtensionStatus.Online && DoNotDisturb ? ExtensionStatus.DoNotDisturb : status,
            DoNotDisturb = DoNotDisturb,
            ForwardAlways = ForwardAlways,
            ForwardBusy = ForwardBusy,
            ForwardUnavailable = ForwardUnavailable,
            Contacts = Contacts,
            Conversations = AsteriskChannel.ConversationsOf(Channels),
        };
    }
}
