namespace Tandem.Media;

/// <summary>
/// An audio encoding on the wire. Below 128 the value is the static RTP payload type of RFC 3551 section 6; the others have a dynamic one,
/// agreed by session description. <see cref="Codecs.AudioCodecs"/> tells what each is.
/// </summary>
public enum AudioCodec
{
    /// <summary>G.711 mu-law, 8 kHz, payload type 0.</summary>
    Pcmu = 0,

    /// <summary>G.711 A-law, 8 kHz, payload type 8.</summary>
    Pcma = 8,

    /// <summary>G.722 at 64 kbit/s, 16 kHz, payload type 9; its RTP clock is 8 kHz (RFC 3551 section 4.5.2).</summary>
    G722 = 9,

    /// <summary>16-bit linear, 16 kHz, mono, big-endian (RFC 3551 section 4.5.11); dynamic payload type.</summary>
    L16 = 128,

    /// <summary>Opus (RFC 6716, RFC 7587), coded here as mono at 16 kHz; dynamic payload type, RTP clock 48 kHz. Needs libopus on the machine.</summary>
    Opus = 129,
}
