using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Srtp;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Srtp;

public class SrtpContextTests
{
    public static TheoryData<SrtpProfile> Profiles => [.. Enum.GetValues<SrtpProfile>()];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void WhatIsProtectedIsReadByTheOtherEndOverRollovers(SrtpProfile profile)
    {
        using SrtpContext sender = Context(profile), receiver = Context(profile);
        byte[] payload = [.. Enumerable.Range(0, 33).Select(i => (byte)i)];

        // Three times round, with loss.
        for (int i = 65_000; i < 200_000; i += 1 + (i % 97))
        {
            byte[] packet = Protect(sender, (ushort)i, payload);
            Assert.NotEqual(payload, packet[12..45]);
            Assert.True(receiver.TryUnprotect(packet, out int length));
            Assert.Equal(payload, packet[12..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void APacketIsTakenOnceAndOnlyWhereItIsUnchanged(SrtpProfile profile)
    {
        using SrtpContext sender = Context(profile), receiver = Context(profile);
        byte[][] packets = [.. Enumerable.Range(0, 100).Select(i => Protect(sender, (ushort)i, [1, 2, 3]))];
        for (int bit = 0; bit < packets[0].Length * 8; bit++)
        {
            byte[] changed = [.. packets[0]];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(receiver.TryUnprotect(changed, out _));
        }

        Assert.True(Take(99));
        Assert.True(Take(40));
        Assert.False(Take(99));
        Assert.False(Take(40));
        Assert.True(Take(36));
        Assert.False(Take(35));

        bool Take(int index) => receiver.TryUnprotect([.. packets[index]], out _);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void RtcpIsProtectedAndTakenOnce(SrtpProfile profile)
    {
        using SrtpContext sender = Context(profile), receiver = Context(profile);
        byte[] report = [0x80, 201, 0, 1, 1, 2, 3, 4, 9, 9, 9, 9];
        for (int i = 0; i < 3; i++)
        {
            byte[] buffer = [.. report, .. new byte[SrtpContext.MaxGrowth]];
            byte[] packet = buffer[..sender.ProtectRtcp(buffer, report.Length)];
            byte[] again = [.. packet];
            byte[] changed = [.. packet];
            changed[9] ^= 1;
            Assert.False(receiver.TryUnprotectRtcp(changed, out _));
            Assert.True(receiver.TryUnprotectRtcp(packet, out int length));
            Assert.Equal(report, packet[..length]);
            Assert.False(receiver.TryUnprotectRtcp(again, out _));
            Assert.False(receiver.TryUnprotectRtcp(buffer[..12], out _));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void ProtectingAllocatesNothing(SrtpProfile profile)
    {
        using SrtpContext sender = Context(profile), receiver = Context(profile);
        byte[] packet = new byte[172 + SrtpContext.MaxGrowth];
        Run(0, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool all = Run(100, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(all);

        bool Run(int first, int end)
        {
            bool taken = true;
            for (int i = first; i < end; i++)
            {
                Media.Rtp.RtpHeader.Write(packet, false, 0, (ushort)i, 0, 7);
                int length = sender.Protect(packet, 172);
                taken &= receiver.TryUnprotect(packet.AsSpan(0, length), out _);
            }

            return taken;
        }
    }

    [Fact]
    public void AnyDatagramIsRefused()
    {
        using SrtpContext receiver = Context(SrtpProfile.AesCm128HmacSha1Tag32);
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<byte>(),
            (byte[] bytes, byte first) =>
                !receiver.TryUnprotect([(byte)(0x80 | (first & 0x3F)), .. bytes], out _) && !receiver.TryUnprotectRtcp([0x80, 200, .. bytes], out _))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(200));
    }

    private static SrtpContext Context(SrtpProfile profile) =>
        new(profile, Enumerable.Range(0, profile.KeyLength() + profile.SaltLength()).Select(i => (byte)i).ToArray());

    private static byte[] Protect(SrtpContext context, ushort sequence, byte[] payload)
    {
        byte[] buffer = [.. RtpPeer.Packet(0, sequence, 0, 7, payload), .. new byte[SrtpContext.MaxGrowth]];
        return buffer[..context.Protect(buffer, 12 + payload.Length)];
    }
}
