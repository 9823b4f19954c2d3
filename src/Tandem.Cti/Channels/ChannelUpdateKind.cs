namespace Tandem.Cti.Channels;

/// <summary>What happened to an object of the feed.</summary>
public enum ChannelUpdateKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It changed.</summary>
    Updated,

    /// <summary>It is gone: this is what it was last.</summary>
    Removed,
}
