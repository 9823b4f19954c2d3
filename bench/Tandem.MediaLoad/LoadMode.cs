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

    /// <summary>Every channel plays a tone; the generator only listens.</summary>
    Tone,
}
