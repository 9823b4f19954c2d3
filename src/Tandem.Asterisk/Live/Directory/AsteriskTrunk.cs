using Tandem.Asterisk.Live.Calls;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Directory;

/// <summary>A trunk as Asterisk's lists and events tell of it.</summary>
internal sealed class AsteriskTrunk(string name, ObjectId id, string domain)
{
    public string Name => name;

    public ObjectId Id => id;

    public TrunkStatus Status { get; set; }

    public TrunkRegistration Registration { get; set; }

    public string? Address { get; set; }

    /// <summary>Its channel driver, such as PJSIP; null while nobody told.</summary>
    public string? Technology { get; set; }

    public int? MaxChannels { get; set; }

    /// <summary>Its channels that are there, in the order of their beginning; those not shown yet count for nothing.</summary>
    public List<AsteriskChannel> Channels { get; } = [];

    public int Generation { get; set; }

    public bool IsDirty { get; set; }

    public Trunk ToEntity()
    {
        return new Trunk
        {
            Id = id,
            Domain = domain,
            Name = name,
            Status = Status,
            Registration = Registration,
            Address = Address,
            Technology = Technology,
            MaxChannels = MaxChannels,
            Conversations = AsteriskChannel.ConversationsOf(Channels),
        };
    }
}
