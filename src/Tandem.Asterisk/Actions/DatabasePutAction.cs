namespace Tandem.Asterisk.Actions;

/// <summary>Writes an entry of Asterisk's database.</summary>
public sealed record DatabasePutAction : IAmiAction
{
    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public required string Value { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("DBPut")
    {
        { "Family", Family },
        { "Key", Key },
        { "Val", Value },
    };
}
