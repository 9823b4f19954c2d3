namespace Tandem.Asterisk.Actions;

/// <summary>Deletes an entry of Asterisk's database.</summary>
public sealed record DatabaseDeleteAction : IAmiAction
{
    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("DBDel")
    {
        { "Family", Family },
        { "Key", Key },
    };
}
