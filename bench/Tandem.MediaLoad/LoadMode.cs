namespace Tandem.MediaLoad;

/// <summary>What the engine does with its channels.</summary>
internal enum LoadMode
{
    /// <summary>Every channel returns what it receives.</summary>
    Echo,

    /// <summary>Channels are bridged in pairs, with the same codec.</summary>
    Relay,

    /// <summary>As relay, from A-law to mu-law and back.</summary>
    Transcode,

    /// <summary>Channels are bridged in pairs, mu-law with G.722: played out, resampled, coded anew.</summary>
    Convert,

    /// <summary>As relay, with SRTP (AES-CM, HMAC-SHA1) on both legs.</summary>
    Srtp,

    /// <summary>Channels are in conferences of 100, and all talk.</summary>
    Conference,

    /// <summary>Every channel is played out, and nothing is done with it.</summary>
    Listen,

    /// <summary>Every channel is recorded to a file.</summary>
    Record,

    /// <summary>Channels are opened and closed, no packet is sent: how long that takes.</summary>
    Open,

    /// <summary>Every channel plays a tone; the generator only listens.</summary>
    Tone,
}
