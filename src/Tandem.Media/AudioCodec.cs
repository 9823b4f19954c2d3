namespace Tandem.Media;

/// <summary>An audio encoding on the wire. The value is the static RTP payload type of RFC 3551 section 6.</summary>
public enum AudioCodec
{
    /// <summary>G.711 mu-law, 8 kHz, payload type 0.</summary>
    Pcmu = 0,

    /// <summary>G.711 A-law, 8 kHz, payload type 8.</summary>
    Pcma = 8,
}
