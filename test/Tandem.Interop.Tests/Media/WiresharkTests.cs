using System.Net;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Media;

public sealed class WiresharkTests
{
    [ToolFact(ExternalTool.Tshark)]
    public async Task Our_rtp_and_rtcp_are_read_and_nothing_in_them_is_malformed()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-tshark-");
        try
        {
            using var peer = new CapturedPeer();
            await using var engine = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
            Assert.True(engine.TryOpen(new MediaChannelOptions(), out var channel));
            channel.SetRemote(new MediaRemote { EndPoint = peer.Rtp, RtcpEndPoint = peer.Rtcp, Codec = AudioCodec.Pcmu, TelephoneEventPayloadType = 101 });
            channel.Play(new ToneSource(440));
            channel.SendDigits("12");
            peer.ReceiveUntil(() => peer.Reports >= 2 && peer.Packets > 100);
            channel.Close();
            peer.ReceiveUntil(() => peer.Reports >= 3);
            var file = Path.Combine(directory.FullName, "media.pcap");
            peer.Save(file);

            Assert.Empty(await ReadAsync(directory.FullName, file, peer, "_ws.malformed || _ws.expert.severity >= 6291456", "frame.number"));
            var types = await ReadAsync(directory.FullName, file, peer, "rtcp", "rtcp.pt");
            Assert.All(types[..^1], type => Assert.StartsWith("200,202", type));
            Assert.Equal("201,202,203", types[^1]);
            Assert.Equal(14 * 2, (await ReadAsync(directory.FullName, file, peer, "rtpevent", "rtpevent.event_id")).Count);

            // The numbers go on by one, the times by what a frame is or stand still within a key press.
            var packets = (await ReadAsync(directory.FullName, file, peer, "rtp", "rtp.seq", "rtp.timestamp"))
                .Select(line => line.Split('\t').Select(long.Parse).ToArray()).ToArray();
            Assert.Equal(peer.Packets, packets.Length);
            Assert.All(packets.Zip(packets.Skip(1)), pair =>
            {
                Assert.Equal(1, (ushort)(pair.Second[0] - pair.First[0]));
                Assert.InRange((uint)(pair.Second[1] - pair.First[1]), 0u, 8000u);
                Assert.Equal(0, (pair.Second[1] - pair.First[1]) % 160);
            });
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<List<string>> ReadAsync(string directory, string file, CapturedPeer peer, string filter, params string[] fields)
    {
        await using var tshark = ChildProcess.Start(
            ExternalTool.Tshark,
            [
                "-r", file, "-d", $"udp.port=={peer.Rtp.Port},rtp", "-d", $"udp.port=={peer.Rtcp.Port},rtcp", "-o", "rtpevent.event_payload_type_value:101",
                "-Y", filter, "-T", "fields", .. fields.SelectMany(field => (string[])["-e", field]),
            ],
            directory);
        Assert.True(await tshark.WaitForExitAsync() == 0, tshark.Errors);
        return [.. tshark.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
