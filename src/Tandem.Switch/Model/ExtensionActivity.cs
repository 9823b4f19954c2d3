using Tandem.Pbx.Model;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

/// <summary>Derives an extension's status from its phones and legs.</summary>
internal static class ExtensionActivity
{
    public static ExtensionStatus StatusOf(Extension extension, List<Call>? legs)
    {
        var (rings, talks, holdsAll) = (false, false, true);
        for (var i = 0; i < (legs?.Count ?? 0); i++)
        {
            var isRinging = legs![i] is { IsOutbound: true, IsAnswered: false };
            rings |= isRinging;
            talks |= !isRinging;
            holdsAll &= legs[i].IsHeld;
        }
        return (rings, talks) switch
        {
            (true, true) => ExtensionStatus.BusyRinging,
            (true, false) => ExtensionStatus.Ringing,
            (false, true) when holdsAll => ExtensionStatus.OnHold,
            (false, true) => ExtensionStatus.Busy,
            _ when extension.DoNotDisturb => ExtensionStatus.DoNotDisturb,
            _ => extension.Contacts.Count > 0 ? ExtensionStatus.Online : ExtensionStatus.Offline,
        };
    }
}
