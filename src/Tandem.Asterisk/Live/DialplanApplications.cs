using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>The dialplan applications that a caller stays in, and what that looks like. Others are steps on the way.</summary>
internal static class DialplanApplications
{
    public static ChannelState? StateIn(string? application, string? data, string? exten)
    {
        switch (application?.ToUpperInvariant())
        {
            case "VOICEMAIL":
                var mailbox = FirstOf(data);
                return new ChannelState.Voicemail(new CallTarget(CallTargetType.Voicemail, mailbox, null, mailbox));
            case "VOICEMAILMAIN":
                return new ChannelState.CheckingVoicemail(FirstOf(data));
            case "BACKGROUND" or "WAITEXTEN" or "READ" or "DIRECTORY":
                return new ChannelState.Ivr(exten ?? application!);
            case "ECHO" or "PLAYBACK" or "MUSICONHOLD" or "RECORD" or "MILLIWATT" or "WAIT" or "CHANSPY" or "EXTENSPY" or "AGI" or "STASIS" or "PLAYTONES"
                or "DISA" or "DICTATE" or "ALARMRECEIVER" or "PAGE" or "SENDDTMF" or "MEETME" or "BUSY" or "CONGESTION" or "SAYDIGITS" or "WAITMUSICONHOLD" or "CONTROLPLAYBACK"
                or "RECEIVEFAX" or "SENDFAX" or "TESTCLIENT" or "TESTSERVER" or "JACK" or "FESTIVAL" or "MINIVMRECORD" or "SPEECHBACKGROUND":
                return new ChannelState.InApplication(application!);
            default:
                return null;
        }
    }

    private static string FirstOf(string? data)
    {
        var end = data.AsSpan().IndexOfAny(',', '&', '|');
        return end < 0 ? data ?? "" : data![..end];
    }
}
