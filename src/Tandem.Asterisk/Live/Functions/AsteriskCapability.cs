using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Live.Functions;

/// <summary>What an Asterisk can do beyond the commands that every exchange may have; with the methods of <see cref="AsteriskPbx"/>.</summary>
public static class AsteriskCapability
{
    /// <summary>Read and write Asterisk's own database.</summary>
    public static Capability Database => new("asterisk.database");

    /// <summary>Set the states of custom devices.</summary>
    public static Capability DeviceState => new("asterisk.devicestate");

    /// <summary>Read and write global variables.</summary>
    public static Capability GlobalVariables => new("asterisk.variables");

    /// <summary>Ring a phone and send digits to it.</summary>
    public static Capability Digits => new("asterisk.digits");

    /// <summary>Record announcements at a phone.</summary>
    public static Capability Announcements => new("asterisk.announcements");

    /// <summary>List mailboxes with all their settings.</summary>
    public static Capability Mailboxes => new("asterisk.mailboxes");

    /// <summary>Write into the log of queues.</summary>
    public static Capability QueueLog => new("asterisk.queuelog");

    /// <summary>Ask for the state of an extension's hint.</summary>
    public static Capability ExtensionState => new("asterisk.extensionstate");
}
