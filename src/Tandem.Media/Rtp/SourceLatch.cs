using Tandem.Media.Sockets;

namespace Tandem.Media.Rtp;

/// <summary>
/// Decides whose packets belong to a call, and where its media goes (symmetric RTP, RFC 4961). The signalled address is believed at once,
/// and over any other; a source elsewhere must first send some consecutive packets of one stream. Once a source is believed, others of
/// the same or a lower standing are strangers until it has been silent for long, so nobody can take a call over by sending into it.
/// </summary>
internal sealed class SourceLatch
{
    // A former source's last packets still arrive when the peer has moved on: half a second of them proves that it has not.
    private const int FormerSourcePackets = 25;
    private const int CandidateCount = 4;

    private readonly int _packets;
    private readonly long _silence;
    private readonly Candidate[] _candidates = new Candidate[CandidateCount];
    private TransportAddress _signalled;
    private TransportAddress _signalledFrom;
    private TransportAddress _former;
    private Standing _standing;
    private long _lastHeard;

    /// <param name="packets">How many consecutive packets prove a source.</param>
    /// <param name="silence">How long the believed source must be silent before one of equal or lower standing may follow, in clock units.</param>
    public SourceLatch(int packets, long silence)
    {
        _packets = packets;
        _silence = silence;
    }

    private enum Standing
    {
        None,
        Stranger,
        KnownHost,
        Signalled,
    }

    /// <summary>Whether a source is believed.</summary>
    public bool IsLatched => _standing != Standing.None;

    /// <summary>Where media goes: the believed source, before that the signalled address.</summary>
    public TransportAddress Destination { get; private set; }

    /// <summary>Takes the addresses of a new session description. An unchanged RTP address keeps the believed source.</summary>
    public void SetSignalled(in TransportAddress rtp, in TransportAddress signalledFrom)
    {
        bool unchanged = rtp == _signalled;
        _signalledFrom = signalledFrom;
        if (unchanged)
            return;
        _former = IsLatched && Destination != rtp ? Destination : default;
        _signalled = rtp;
        Destination = rtp;
        _standing = Standing.None;
        Array.Clear(_candidates);
    }

    /// <summary>Takes the source of a valid RTP packet with a negotiated payload type.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="ssrc">Its SSRC.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="now">The instant.</param>
    /// <param name="latched">Whether this packet made its source the believed one.</param>
    /// <returns>Whether the packet belongs to the call.</returns>
    public bool Accept(in TransportAddress source, uint ssrc, ushort sequence, long now, out bool latched)
    {
        latched = false;
        if (IsLatched && source == Destination)
        {
            _lastHeard = now;
            return true;
        }

        Standing standing = source == _signalled ? Standing.Signalled
            : source.IsSameHost(_signalled) || source.IsSameHost(_signalledFrom) ? Standing.KnownHost
            : Standing.Stranger;
        if (IsLatched && standing <= _standing && now - _lastHeard < _silence)
            return false;
        if (standing != Standing.Signalled && !Proves(source, standing, ssrc, sequence))
            return false;

        Destination = source;
        _standing = standing;
        _lastHeard = now;
        DropCandidates(standing);
        latched = true;
        return true;
    }

    /// <summary>Forgets whoever cannot displace the source that is believed now; a better one goes on with its proof.</summary>
    private void DropCandidates(Standing standing)
    {
        foreach (ref Candidate candidate in _candidates.AsSpan())
        {
            if (candidate.Standing <= standing)
                candidate = default;
        }
    }

    private bool Proves(in TransportAddress source, Standing standing, uint ssrc, ushort sequence)
    {
        int slot = FindSlot(source, standing);
        if (slot < 0)
            return false;
        ref Candidate candidate = ref _candidates[slot];
        bool continues = candidate.Source == source && candidate.Ssrc == ssrc && candidate.NextSequence == sequence;
        candidate.Source = source;
        candidate.Standing = standing;
        candidate.Ssrc = ssrc;
        candidate.NextSequence = (ushort)(sequence + 1);
        candidate.Consecutive = continues ? candidate.Consecutive + 1 : 1;
        return candidate.Consecutive >= (source == _former ? FormerSourcePackets : _packets);
    }

    /// <summary>The slot of this source, else one of the lowest standing that is not above the source's own.</summary>
    private int FindSlot(in TransportAddress source, Standing standing)
    {
        int lowest = -1;
        for (int i = 0; i < _candidates.Length; i++)
        {
            if (_candidates[i].Standing != Standing.None && _candidates[i].Source == source)
                return i;
            if (_candidates[i].Standing > standing)
                continue;
            if (lowest < 0 || _candidates[i].Standing < _candidates[lowest].Standing
                || (_candidates[i].Standing == _candidates[lowest].Standing && _candidates[i].Consecutive < _candidates[lowest].Consecutive))
            {
                lowest = i;
            }
        }

        return lowest;
    }

    private struct Candidate
    {
        public TransportAddress Source;
        public Standing Standing;
        public uint Ssrc;
        public ushort NextSequence;
        public int Consecutive;
    }
}
