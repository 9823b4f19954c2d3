using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    private void OnBlindTransfer(AmiBlock block)
    {
        if (!block["Result"u8].SequenceEqual("Success"u8) || Known(block, ChannelHeaders.Transferer) is not { } transferer)
        {
            return;
        }
        var target = Text(block, "Extension"u8);
        transferer.Cause ??= HangupCause.BlindTransfer;

        // With more than two in the bridge, Asterisk names nobody: all others go.
        var bridge = transferer.Bridge;
        List<AsteriskChannel> sent = Known(block, ChannelHeaders.Transferee) is { } transferee ? [transferee]
            : [.. (bridge?.Members ?? []).Where(member => member != transferer)];
        LeaveBridge(transferer);
        foreach (var channel in sent)
        {
            // It may be on its way already.
            if (channel.Bridge == bridge && channel.Parking is null)
            {
                LeaveBridge(channel);
                channel.SentTo = target;
            }
        }
        Publish(transferer.Call, ChangeKind.Transferred, target, transferer);
    }

    private void OnAttendedTransfer(AmiBlock block)
    {
        if (!block["Result"u8].SequenceEqual("Success"u8))
        {
            return;
        }
        var first = Known(block, ChannelHeaders.OrigTransferer);
        var second = Known(block, ChannelHeaders.SecondTransferer);
        var transferee = Known(block, ChannelHeaders.Transferee);
        var target = Known(block, ChannelHeaders.TransferTarget);
        var isThreeway = block["DestType"u8].SequenceEqual("Threeway"u8);
        if (!isThreeway)
        {
            MarkTransferred(first);
            MarkTransferred(second);
        }
        if (transferee is not { HungUpAt: null })
        {
            return;
        }
        var before = transferee.Partners();
        var wasOneCall = target is null || transferee.Call == target.Call;
        if (block["DestType"u8].SequenceEqual("App"u8))
        {
            Step(transferee, first, second);
            transferee.Application = Text(block, "DestApp"u8);
            Publish(transferee.Call, ChangeKind.Transferred, transferee.Application, transferee);
            return;
        }
        if (target is not null)
        {
            Merge(transferee, target);
        }
        if (Text(block, "DestBridgeUniqueid"u8) is { } id && _bridges.TryGetValue(id, out var bridge))
        {
            Step(null, isThreeway ? null : first, isThreeway ? null : second);
            Enter(bridge, transferee);
            if (target is not null)
            {
                Enter(bridge, target);
            }
        }
        if (!wasOneCall || !SameAs(before, transferee.Partners()))
        {
            AnswerCall(transferee.Call);
            Publish(transferee.Call, isThreeway ? ChangeKind.Bridged : ChangeKind.Transferred, target?.Self.Number, transferee);
        }
    }

    private static void MarkTransferred(AsteriskChannel? transferer)
    {
        if (transferer is not null)
        {
            transferer.Cause ??= HangupCause.AttendedTransfer;
        }
    }

    private static void Step(AsteriskChannel? transferee, AsteriskChannel? first, AsteriskChannel? second)
    {
        foreach (var channel in new[] { transferee, first, second })
        {
            if (channel is not null)
            {
                LeaveBridge(channel);
            }
        }
    }

    private static bool SameAs(List<AsteriskChannel> before, List<AsteriskChannel> after) => before.Count == after.Count && after.TrueForAll(before.Contains);

    private void OnPickup(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is not { } picker)
        {
            return;
        }
        if (Known(block, ChannelHeaders.Target) is { } target)
        {
            target.Cause = HangupCause.PickedOff;
            if (target.DialedBy is { } dialer)
            {
                dialer.HasAnsweredDial = true;
            }
            Merge(picker, target);
        }
        picker.AnsweredAt ??= _now;
        Publish(picker.Call, ChangeKind.PickedUp, about: picker);
    }

    private void OnSpy(AmiBlock block, bool starts)
    {
        if (Known(block, ChannelHeaders.Spyer) is not { } spy)
        {
            return;
        }
        var spied = Known(block, ChannelHeaders.Spyee);
        if (!starts)
        {
            var call = spy.SpiesOn?.Call;
            StopSpying(spy);
            Mark(spy.Call);
            if (call is { EndedAt: null })
            {
                Publish(call, ChangeKind.SpyStopped, about: spy);
            }
            else
            {
                Publish(spy.Call, ChangeKind.SpyStopped);
            }
            return;
        }
        if (spied is null || spy.SpiesOn == spied)
        {
            return;
        }
        StopSpying(spy);
        spy.SpiesOn = spied;
        spied.Call.Supervisors.Add(spy);
        AnswerCall(spy.Call);
        Mark(spy.Call);
        Publish(spied.Call, ChangeKind.SpyStarted, about: spy);
    }

    private void StopSpying(AsteriskChannel spy)
    {
        if (spy.SpiesOn is { } spied)
        {
            spied.Call.Supervisors.Remove(spy);
            spy.SpiesOn = null;
            Mark(spied.Call);
            Mark(spy.Call);
        }
    }

    private void OnRecording(AsteriskEvent kind, AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        var before = channel.Recording;
        channel.Recording = kind switch
        {
            AsteriskEvent.MixMonitorStop => RecordingStatus.Off,
            AsteriskEvent.MixMonitorMute when block.TryGetInt32("State"u8, out var muted) && muted == 1 => RecordingStatus.Paused,
            _ => RecordingStatus.On,
        };
        if (channel.Recording != before)
        {
            Publish(channel.Call, (before, channel.Recording) switch
            {
                (_, RecordingStatus.Off) => ChangeKind.RecordingStopped,
                (_, RecordingStatus.Paused) => ChangeKind.RecordingPaused,
                (RecordingStatus.Paused, _) => ChangeKind.RecordingResumed,
                _ => ChangeKind.RecordingStarted,
            }, about: channel);
        }
    }
}
