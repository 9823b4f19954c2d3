using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>What Asterisk's states of devices, hints and registrations mean.</summary>
internal static class DeviceStates
{
    /// <summary>Whether a device of this technology is a phone or a line, not a queue, a parking slot or another thing that a hint can watch.</summary>
    public static bool IsPhone(string technology) =>
        technology.ToUpperInvariant() is "PJSIP" or "SIP" or "IAX2" or "SCCP" or "SKINNY" or "DAHDI" or "UNISTIM" or "MGCP";

    /// <summary>
    /// A hint's status: bits, of which several may be set (AMI ExtensionStatus): 1 in use, 2 busy, 4 unavailable, 8 ringing, 16 on hold; below
    /// zero it was removed.
    /// </summary>
    public static ExtensionStatus FromBits(int bits)
    {
        if (bits < 0)
        {
            return ExtensionStatus.Offline;
        }
        var isBusy = (bits & (1 | 2)) != 0;
        var isHeld = (bits & 16) != 0;
        if ((bits & 8) != 0)
        {
            return isBusy || isHeld ? ExtensionStatus.BusyRinging : ExtensionStatus.Ringing;
        }
        return isHeld ? ExtensionStatus.OnHold
            : isBusy ? ExtensionStatus.Busy
            : (bits & 4) != 0 ? ExtensionStatus.Offline
            : ExtensionStatus.Online;
    }

    /// <summary>A device's state, as in events (<c>NOT_INUSE</c>) or as in lists (<c>Not in use</c>).</summary>
    public static ExtensionStatus FromText(string state) => state switch
    {
        "NOT_INUSE" or "Not in use" => ExtensionStatus.Online,
        "INUSE" or "In use" or "BUSY" or "Busy" => ExtensionStatus.Busy,
        "RINGING" or "Ringing" => ExtensionStatus.Ringing,
        "RINGINUSE" or "Ring+Inuse" => ExtensionStatus.BusyRinging,
        "ONHOLD" or "On Hold" or "On hold" => ExtensionStatus.OnHold,
        _ => ExtensionStatus.Offline,
    };

    /// <summary>The state of a registration with another exchange; null for what is none.</summary>
    public static TrunkRegistration? Registration(string? status) => status?.ToUpperInvariant() switch
    {
        null => null,
        "REGISTERED" => TrunkRegistration.Registered,
        "UNREGISTERED" or "STOPPED" => TrunkRegistration.Unregistered,
        "REJECTED" => TrunkRegistration.Rejected,
        "AUTH. SENT" or "REQUEST SENT" or "REGISTERING" => TrunkRegistration.Sent,
        "NO AUTHENTICATION" => TrunkRegistration.NoAuth,
        "FAILED" or "TIMEOUT" => TrunkRegistration.Failed,
        _ => TrunkRegistration.Unmonitored,
    };
}
