using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Rtp;

namespace Tandem.Media.Tests.Rtp;

public class RtpHeaderTests
{
    [Fact]
    public void AWrittenHeaderIsReadBack() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(bool Marker, byte Type, ushort Sequence, uint Timestamp, uint Ssrc)>(),
            (ValueTuple<bool, byte, ushort, uint, uint> v) =>
            {
                byte[] packet = new byte[RtpHeader.Size + 5];
                byte type = (byte)(v.Item2 & 0x7F);
                RtpHeader.Write(packet, v.Item1, type, v.Item3, v.Item4, v.Item5);
                return RtpHeader.TryParse(packet, out RtpHeader header)
                    && header == new RtpHeader(v.Item1, type, v.Item3, v.Item4, v.Item5, 12, 5);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytesGiveAPayloadWithinThemOrNone() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<byte>(),
            (byte[] bytes, byte first) =>
            {
                // Version 2 in most cases, so that extension, padding and sources are reached.
                byte[] datagram = [(byte)(0x80 | (first & 0x3F)), .. bytes];
                if (!RtpHeader.TryParse(datagram, out RtpHeader header))
                    return true;
                return header.PayloadOffset >= 12 && header.PayloadLength >= 0 && header.PayloadOffset + header.PayloadLength <= datagram.Length;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(300));

    [Fact]
    public void SourcesExtensionAndPaddingAreStripped()
    {
        byte[] packet =
        [
            0x80 | 0x20 | 0x10 | 2, 0x08, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3,
            1, 1, 1, 1, 2, 2, 2, 2, // two contributing sources
            0xBE, 0xDE, 0, 1, 9, 9, 9, 9, // an extension of one word
            10, 11, 12, // the payload
            0, 2, // two bytes of padding
        ];

        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header));
        Assert.Equal([10, 11, 12], packet.AsSpan(header.PayloadOffset, header.PayloadLength).ToArray());
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 })] // a byte short
    [InlineData(new byte[] { 0x40, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 })] // version 1
    [InlineData(new byte[] { 0x81, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 })] // a source that is not there
    [InlineData(new byte[] { 0x90, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1 })] // an extension longer than the packet
    [InlineData(new byte[] { 0xA0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7, 0 })] // padding of no bytes
    [InlineData(new byte[] { 0xA0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7, 3 })] // padding longer than the payload
    public void WhatIsNoRtpIsRefused(byte[] datagram) => Assert.False(RtpHeader.TryParse(datagram, out _));
}
