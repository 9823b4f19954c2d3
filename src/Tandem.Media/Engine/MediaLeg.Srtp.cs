using Tandem.Media.Srtp;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private SrtpParameters? _srtp;
    private SrtpContext? _outbound;
    private SrtpContext? _inbound;

    /// <summary>
    /// Sets the keys; null for media in the clear. Keys that stay the same keep their state, so that a re-INVITE neither repeats a key stream
    /// nor forgets what came before.
    /// </summary>
    public void SetSrtp(SrtpParameters? parameters)
    {
        if (!IsSame(parameters, _srtp, static p => p.LocalKey))
        {
            _outbound?.Dispose();
            _outbound = parameters is null ? null : new SrtpContext(parameters.Profile, parameters.LocalKey.Span);
        }

        if (!IsSame(parameters, _srtp, static p => p.RemoteKey))
        {
            _inbound?.Dispose();
            _inbound = parameters is null ? null : new SrtpContext(parameters.Profile, parameters.RemoteKey.Span);
        }

        _srtp = parameters;
    }

    private static bool IsSame(SrtpParameters? one, SrtpParameters? other, Func<SrtpParameters, ReadOnlyMemory<byte>> key) =>
        one is null || other is null ? one == other : one.Profile == other.Profile && key(one).Span.SequenceEqual(key(other).Span);

    /// <summary>Decrypts a datagram of the remote where it must be encrypted.</summary>
    private bool TryOpen(ref Span<byte> datagram, bool isRtcp)
    {
        if (_inbound is null)
            return true;
        int length;
        if (isRtcp ? !_inbound.TryUnprotectRtcp(datagram, out length) : !_inbound.TryUnprotect(datagram, out length))
            return false;
        datagram = datagram[..length];
        return true;
    }

    /// <summary>Encrypts a packet of ours where it must be; it lies in memory of the shard then.</summary>
    private ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> packet, bool isRtcp)
    {
        if (_outbound is null)
            return packet;
        Span<byte> sealedPacket = _shard.Sealed;
        packet.CopyTo(sealedPacket);
        int length = isRtcp ? _outbound.ProtectRtcp(sealedPacket, packet.Length) : _outbound.Protect(sealedPacket, packet.Length);
        return sealedPacket[..length];
    }

    private void DisposeSrtp()
    {
        _outbound?.Dispose();
        _inbound?.Dispose();
        _outbound = _inbound = null;
    }
}
