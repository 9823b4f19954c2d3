using System.Security.Cryptography;
using Tandem.Media.Engine;
using Tandem.Media.Srtp;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Srtp;

public class SrtpChannelTests
{
    public static TheoryData<SrtpProfile> Profiles => [.. Enum.GetValues<SrtpProfile>()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task EncryptedChannelsHearEachOther(SrtpProfile profile)
    {
        await using var engine = new TestEngine();
        MediaChannel a = engine.Open(), b = engine.Open();
        SrtpParameters keys = Keys(profile);
        Connect(a, b, keys);
        Connect(b, a, Mirrored(keys));
        var heard = new ToneDetector();
        b.Listen(heard);
        a.Play(new ToneSource(440));
        b.Play(new ToneSource(880));
        Eventually.True(() => heard.TryMeasure(out ToneMeasurement tone) && tone.Share > 0.98);
        heard.TryMeasure(out ToneMeasurement measured);
        Assert.Equal(440, measured.Frequency, 1.0);
        Eventually.True(() => b.Statistics.RtcpReceived > 0 && a.Statistics.Remote is not null);
    }

    [Fact]
    public async Task MediaInTheClearOrByAnotherKeyIsRefused()
    {
        await using var engine = new TestEngine();
        using RtpPeer alice = new();
        MediaChannel a = engine.Open();
        SrtpParameters keys = Keys(SrtpProfile.AesCm128HmacSha1Tag80);
        a.SetRemote(new MediaRemote { EndPoint = alice.EndPoint, Codec = AudioCodec.Pcmu, Srtp = keys });
        a.Echo();
        using var other = new SrtpContext(keys.Profile, Keys(keys.Profile).RemoteKey.Span);
        using var right = new SrtpContext(keys.Profile, keys.RemoteKey.Span);
        using var answers = new SrtpContext(keys.Profile, keys.LocalKey.Span);
        for (ushort i = 0; i < 10; i++)
        {
            alice.Send(a.LocalEndPoint, RtpPeer.Packet(0, i, (uint)(160 * i), 7, new byte[160]));
            alice.Send(a.LocalEndPoint, Protect(other, i));
        }

        byte[] first = Protect(right, 0);
        alice.Send(a.LocalEndPoint, first);
        alice.Send(a.LocalEndPoint, first);
        ReceivedPacket echo = alice.Receive();
        byte[] packet = [.. RtpPeer.Packet(0, echo.Header.SequenceNumber, echo.Header.Timestamp, echo.Header.Ssrc, echo.Payload, echo.Header.Marker)];
        Assert.True(answers.TryUnprotect(packet, out int length));
        Assert.Equal(172, length);
        Eventually.True(() => engine.Engine.Statistics.PacketsRefused[PacketRefusal.NotAuthentic] == 21);
        Assert.Equal(1, a.Statistics.PacketsReceived);
        Assert.False(alice.HasPacket);
    }

    [Fact]
    public async Task AReInviteWithTheSameKeysGoesOnAndOneWithOthersStartsAnew()
    {
        await using var engine = new TestEngine();
        MediaChannel a = engine.Open(), b = engine.Open();
        SrtpParameters keys = Keys(SrtpProfile.AeadAes128Gcm);
        Connect(a, b, keys);
        Connect(b, a, Mirrored(keys));
        a.Play(new ToneSource(440));
        Eventually.True(() => b.Statistics.PacketsReceived > 5);
        Connect(a, b, keys with { LocalKey = keys.LocalKey.ToArray() });
        long before = b.Statistics.PacketsReceived;
        Eventually.True(() => b.Statistics.PacketsReceived > before + 5);

        SrtpParameters others = Keys(SrtpProfile.AesCm128HmacSha1Tag32);
        Connect(a, b, others);
        Connect(b, a, Mirrored(others));
        before = b.Statistics.PacketsReceived;
        Eventually.True(() => b.Statistics.PacketsReceived > before + 5);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void RelayingEncryptedMediaAllocatesNothing(SrtpProfile profile)
    {
        var shard = new MediaShard(0);
        var a = new LegUnderTest(shard, socket: new SilentSocket());
        var socket = new SilentSocket();
        var b = new LegUnderTest(shard, host: 2, socket: socket);
        SrtpParameters keys = Keys(profile);
        a.Leg.SetSrtp(keys);
        b.Leg.SetSrtp(Mirrored(keys));
        a.Leg.Link(b.Leg, 1);
        using var remote = new SrtpContext(profile, keys.RemoteKey.Span);
        byte[][] packets = [.. Enumerable.Range(0, 600).Select(i => Protect(remote, (ushort)i))];
        Relay(0, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Relay(100, 600);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(600, socket.Sent);

        void Relay(int first, int end)
        {
            for (int i = first; i < end; i++)
                a.Receive(packets[i]);
        }
    }

    [Fact]
    public async Task KeysOfAWrongLengthAreNamedAndNoneIsShown()
    {
        await using var engine = new TestEngine();
        MediaChannel a = engine.Open(), b = engine.Open();
        SrtpParameters keys = Keys(SrtpProfile.AeadAes256Gcm);
        Assert.Equal("LocalKey", Assert.Throws<ArgumentException>(() => Connect(a, b, keys with { LocalKey = new byte[30] })).ParamName);
        Assert.DoesNotContain(Convert.ToHexString(keys.LocalKey.Span[..4]), keys.ToString());
        Assert.Equal("AeadAes256Gcm, keys not shown", keys.ToString());
    }

    private static SrtpParameters Keys(SrtpProfile profile)
    {
        int length = profile.KeyLength() + profile.SaltLength();
        return new SrtpParameters
        {
            Profile = profile,
            LocalKey = RandomNumberGenerator.GetBytes(length),
            RemoteKey = RandomNumberGenerator.GetBytes(length),
        };
    }

    private static SrtpParameters Mirrored(SrtpParameters keys) => keys with { LocalKey = keys.RemoteKey, RemoteKey = keys.LocalKey };

    private static void Connect(MediaChannel from, MediaChannel to, SrtpParameters keys) =>
        from.SetRemote(new MediaRemote { EndPoint = to.LocalEndPoint, Codec = AudioCodec.Pcmu, Srtp = keys });

    private static byte[] Protect(SrtpContext context, ushort sequence)
    {
        byte[] buffer = [.. RtpPeer.Packet(0, sequence, (uint)(160 * sequence), 7, new byte[160]), .. new byte[SrtpContext.MaxGrowth]];
        return buffer[..context.Protect(buffer, 172)];
    }
}
