using Tandem.Cti.Protocol;

namespace Tandem.Hub.Basix;

/// <summary>Settings of the CTI feed in the manner of Basix.</summary>
public sealed record BasixOptions
{
    /// <summary>The default settings.</summary>
    public static BasixOptions Default { get; } = new();

    /// <summary><c>Basix:Profile</c>: which generation is spoken where the client does not ask for one; null goes by how it logs in.</summary>
    public CtiProfile? Profile { get; init; }

    /// <summary><c>Basix:MaxConnections</c>: how many connections a token may have at once, 1 to 100,000. Default 1,000.</summary>
    public int MaxConnections { get; init; } = 1_000;
}
