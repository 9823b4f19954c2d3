using System.Diagnostics;
using System.Text;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.State;

namespace Tandem.AsteriskLoad;

/// <summary>10,000 extensions with 2,000 calls: what the model takes, and how long a snapshot of it and a comparison with the whole take.</summary>
internal static class SizeRun
{
    private const int Extensions = 10_000;
    private const int Calls = 2_000;

    public static void Run()
    {
        var lists = Encoding.ASCII.GetBytes(Lists());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var state = new PbxState("pbx");
        var model = new LiveModel(state, AsteriskModelOptions.Default, TimeProvider.System);
        using var reader = new AmiBlockReader();
        var first = Read(model, reader, lists, afterGap: true);
        var size = GC.GetTotalMemory(forceFullCollection: true) - before;
        var same = Read(model, reader, lists, afterGap: false);
        model.MarkStale();
        var again = Read(model, reader, lists, afterGap: true);
        var watch = Stopwatch.StartNew();
        var snapshot = state.Snapshot();
        var taken = watch.Elapsed;
        Console.WriteLine($"{snapshot.Extensions.Count:N0} extensions, {snapshot.Channels.Count:N0} channels, {snapshot.Conversations.Count:N0} conversations: "
            + $"{size / 1024.0 / 1024:0.0} MiB; first reading {first.TotalMilliseconds:0} ms, comparison without news {same.TotalMilliseconds:0} ms, "
            + $"after a lost connection {again.TotalMilliseconds:0} ms, snapshot {taken.TotalMilliseconds:0.0} ms");
    }

    private static TimeSpan Read(LiveModel model, AmiBlockReader reader, ReadOnlySpan<byte> lists, bool afterGap)
    {
        var watch = Stopwatch.StartNew();
        model.BeginSnapshot(afterGap);
        reader.Write(lists);
        while (reader.TryRead(out var block))
        {
            model.Apply(block);
        }
        model.EndSnapshot(SnapshotScope.All, missesToEnd: 1);
        return watch.Elapsed;
    }

    private static string Lists()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Extensions; i++)
        {
            text.Append($"Event: EndpointList\r\nObjectType: endpoint\r\nObjectName: {10_000 + i}\r\nAor: {10_000 + i}\r\nDeviceState: {(i < Calls * 2 ? "In use" : "Not in use")}\r\n\r\n");
            text.Append($"Event: ContactList\r\nObjectType: contact\r\nEndpoint: {10_000 + i}\r\nUri: sip:{10_000 + i}@10.0.{i / 250}.{i % 250}:5060\r\nUserAgent: Phone 1.0\r\n\r\n");
        }
        for (var i = 0; i < Calls * 2; i++)
        {
            text.Append($"Event: CoreShowChannel\r\nChannel: PJSIP/{10_000 + i}-{i:x8}\r\nChannelState: 6\r\nCallerIDNum: {10_000 + i}\r\nCallerIDName: User {i}\r\n"
                + $"ConnectedLineNum: {10_000 + (i ^ 1)}\r\nExten: {10_000 + (i ^ 1)}\r\nUniqueid: 1795208248.{i}\r\nLinkedid: 1795208248.{i & ~1}\r\n"
                + $"Application: {((i & 1) == 0 ? "Dial" : "AppDial")}\r\nDuration: 00:01:00\r\nBridgeId: bridge-{i / 2}\r\n\r\n");
        }
        return text.Append("Event: CoreShowChannelsComplete\r\nEventList: Complete\r\n\r\n").ToString();
    }
}
