using Tandem.Media;

namespace Tandem.MediaLoad;

/// <summary>What the modes mean for the packets.</summary>
internal static class LoadModes
{
    /// <summary>Whether two channels at a time are bridged.</summary>
    public static bool IsPaired(this LoadMode mode) => mode is LoadMode.Relay or LoadMode.Transcode or LoadMode.Convert or LoadMode.Srtp;

    /// <summary>Whether the engine sends back what it gets, so that a packet's delay can be read from it.</summary>
    public static bool KeepsPayload(this LoadMode mode) => mode is LoadMode.Echo or LoadMode.Relay or LoadMode.Srtp;

    /// <summary>Whether the engine sends at all.</summary>
    public static bool IsAnswered(this LoadMode mode) => mode is not (LoadMode.Listen or LoadMode.Record);

    /// <summary>The codec of a channel, by its number.</summary>
    public static AudioCodec CodecOf(this LoadMode mode, int channel) => mode switch
    {
        LoadMode.Transcode when channel % 2 == 0 => AudioCodec.Pcma,
        LoadMode.Convert when channel % 2 == 0 => AudioCodec.G722,
        _ => AudioCodec.Pcmu,
    };
}
