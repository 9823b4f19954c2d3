using Tandem.Pbx.Model;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

/// <summary>Derives an extension's status from its phones and legs.</summary>
internal static class ExtensionActivity
{
    public static ExtensionStatus StatusOf(Extension extension, IReadOnlyList<Call> legs)
    {
        var rings = legs.Any(leg => leg is { IsOutbound: true, IsAnswered: false });
        var talks = legs.Any(leg => leg.IsAnswered || !leg.IsOutbound);
        return (rings, talks) switch
        {
            (true, true) => ExtensionStatus.BusyRinging,
            (true, false) => ExtensionStatus.Ringing,
            (false, true) when legs.All(leg => leg.IsHeld) => ExtensionStatus.OnHold,
            (false, true) => ExtensionStatus.Busy,
            _ when extension.DoNotDisturb => ExtensionStatus.DoNotDisturb,
            _ => extension.Contacts.Count > 0 ? ExtensionStatus.Online : ExtensionStatus.Offline,
        };
    }
}
