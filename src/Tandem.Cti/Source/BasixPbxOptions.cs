using Tandem.Cti.Client;

namespace Tandem.Cti.Source;

/// <summary>Settings of a <see cref="BasixPbx"/>.</summary>
public sealed record BasixPbxOptions
{
    /// <summary>The name of the source: the first part of the ids of all its objects. Without a colon. Default <c>basix</c>.</summary>
    public string Name { get; init; } = "basix";

    /// <summary>The domain of objects of which the exchange does not tell one. Default that of <see cref="CtiClientOptions.Domain"/>.</summary>
    public string? Domain { get; init; }

    /// <summary>How it is reached.</summary>
    public required CtiClientOptions Client { get; init; }
}
