namespace Tandem.Asterisk.Actions;

/// <summary>Reads an entry of Asterisk's database, as a list with one DBGetResponse, or none.</summary>
public sealed record DatabaseGetAction : IAmiAction
{
    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("DBGet")
    {
        { "Family", Family },
        { "Key", Key },
    };
}
