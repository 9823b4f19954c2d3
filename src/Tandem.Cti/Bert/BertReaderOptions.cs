namespace Tandem.Cti.Bert;

/// <summary>The limits of a <see cref="BertReader"/>: what goes beyond one is a <see cref="BertException"/>.</summary>
public sealed record BertReaderOptions
{
    /// <summary>The deepest nesting that can be asked for.</summary>
    public const int DepthLimit = 128;

    /// <summary>The default limits.</summary>
    public static BertReaderOptions Default { get; } = new();

    /// <summary>How long a message may be, in bytes, before and after it is inflated. Default 16 MiB.</summary>
    public int MaxMessageSize { get; init; } = 16 << 20;

    /// <summary>How deep terms may be nested, 1 to <see cref="DepthLimit"/>. Default 64.</summary>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DepthLimit);
            field = value;
        }
    }
        = 64;

    /// <summary>How many bytes the magnitude of an integer may have. Default 4,096.</summary>
    public int MaxIntegerSize { get; init; } = 4096;

    /// <summary>Whether bytes after the term are passed over, as Erlang does. Default no: they are an error.</summary>
    public bool AllowTrailingBytes { get; init; }
}
