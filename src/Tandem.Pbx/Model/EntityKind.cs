namespace Tandem.Pbx.Model;

/// <summary>The kinds of objects in the model.</summary>
public enum EntityKind
{
    /// <summary>A <see cref="Model.Channel"/>.</summary>
    Channel,

    /// <summary>A <see cref="Model.Conversation"/>.</summary>
    Conversation,

    /// <summary>An <see cref="Model.Extension"/>.</summary>
    Extension,

    /// <summary>A <see cref="Model.Queue"/>.</summary>
    Queue,

    /// <summary>A <see cref="Model.QueueMember"/>.</summary>
    QueueMember,

    /// <summary>A <see cref="Model.WaitingCaller"/>.</summary>
    WaitingCaller,

    /// <summary>A <see cref="Model.ParkingLot"/>.</summary>
    ParkingLot,

    /// <summary>A <see cref="Model.ParkedCall"/>.</summary>
    ParkedCall,

    /// <summary>A <see cref="Model.Conference"/>.</summary>
    Conference,

    /// <summary>A <see cref="Model.ConferenceParticipant"/>.</summary>
    ConferenceParticipant,

    /// <summary>A <see cref="Model.Trunk"/>.</summary>
    Trunk,

    /// <summary>A <see cref="Model.Mailbox"/>.</summary>
    Mailbox,
}
