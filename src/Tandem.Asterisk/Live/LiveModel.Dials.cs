using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    private void OnDialBegin(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Dest) is not { } dialed)
        {
            return;
        }
        var dialer = Channel(block, ChannelHeaders.Own);
        var merged = false;
        dialed.DialString = Text(block, "DialString"u8);
        if (!dialed.IsUp)
        {
            dialed.Direction = ChannelDirection.Outbound;
        }
        if (dialer is null)
        {
            dialed.IsOriginated = true;
            dialed.Calling = dialed.Connected;
        }
        else
        {
            merged = Dial(dialer, dialed);
        }
        SetParties(dialed.Call, dialed);
        if (dialed.IsHidden && !merged)
        {
            Defer(dialed.Call, ChangeKind.Offered);
        }
        else
        {
            Publish(dialed.Call, ChangeKind.Offered, about: dialed);
        }
    }

    /// <returns>Whether two calls that people see became one.</returns>
    private bool Dial(AsteriskChannel dialer, AsteriskChannel dialed)
    {
        var merged = Merge(dialer, dialed);
        dialer.SentTo = null;
        if (dialer.IsLeaving)
        {
            LeaveBridge(dialer);
        }

        // The phone behind the hop that a command made is the one that calls.
        dialed.IsOriginated |= dialer.OtherHalf is { IsOriginated: true } && dialed.Calling.Number is null;
        dialed.Calling = dialer.IsHidden ? new Party(dialed.Connected.Name, dialed.Connected.Number) : dialer.Self;
        if (!dialed.IsUp && dialed.DialedBy is null)
        {
            dialed.DialedBy = dialer;
            dialer.Dials.Add(dialed);
        }
        if (dialer.Call.Called.Number is null && dialer.OtherHalf is not { IsOriginated: true } && dialer.Exten is { } exten)
        {
            dialer.Call.Called = new Party(null, exten);
        }
        return merged;
    }

    private void OnDialState(AmiBlock block)
    {
        if (block["DialStatus"u8].SequenceEqual("RINGING"u8) && Channel(block, ChannelHeaders.Dest) is { } dialed && dialed.State < AsteriskChannel.Ringing)
        {
            Ring(dialed);
        }
    }

    private void OnDialEnd(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Dest) is not { } dialed)
        {
            return;
        }
        var dialer = Known(block, ChannelHeaders.Own);
        if (dialer is not null && Merge(dialer, dialed))
        {
            Publish(dialer.Call, ChangeKind.Merged);
        }
        var status = Text(block, "DialStatus"u8);
        if (status == "ANSWER")
        {
            if (dialer is not null)
            {
                dialer.HasAnsweredDial = true;
            }
            EndDial(dialed);
            if (dialed.AnsweredAt is null)
            {
                Answer(dialed);
            }
            return;
        }
        dialed.Cause ??= CauseOfDial(status, dialer);
        EndDial(dialed);
        if (Text(block, "Forward"u8) is { } forward)
        {
            Publish(dialed.Call, ChangeKind.Redirected, forward, dialed);
        }
        else
        {
            Defer(dialed.Call, ChangeKind.ChannelChanged);
        }
    }

    private static HangupCause? CauseOfDial(string? status, AsteriskChannel? dialer) => status switch
    {
        "CANCEL" when dialer is { HasAnsweredDial: true } => HangupCause.LoseRace,
        "CANCEL" => HangupCause.OriginatorCancel,
        "BUSY" => HangupCause.UserBusy,
        "NOANSWER" => HangupCause.NoAnswer,
        "CONGESTION" => HangupCause.ServiceUnavailable,
        "CHANUNAVAIL" => HangupCause.UserNotRegistered,
        _ => null,
    };

    private static void EndDial(AsteriskChannel dialed)
    {
        dialed.DialedBy?.Dials.Remove(dialed);
        dialed.DialedBy = null;
    }

    private static void CloseDials(AsteriskChannel channel)
    {
        EndDial(channel);
        foreach (var dialed in channel.Dials)
        {
            dialed.DialedBy = null;
        }
        channel.Dials.Clear();
    }
}
