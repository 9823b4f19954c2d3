namespace Tandem.Cti.Objects;

/// <summary>What happened to an object.</summary>
internal enum CtiObjectChange
{
    /// <summary>It is new, or another than before.</summary>
    Updated,

    /// <summary>The event is about it, and it is as before.</summary>
    Touched,

    /// <summary>It is gone.</summary>
    Removed,
}
