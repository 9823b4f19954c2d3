namespace Tandem.Media.Srtp;

/// <summary>The keys of a channel's media, one a direction. They are never written to a log.</summary>
public sealed record SrtpParameters
{
    /// <summary>How media is protected, in both directions.</summary>
    public required SrtpProfile Profile { get; init; }

    /// <summary>The master key and salt, one after the other, of what we send.</summary>
    public required ReadOnlyMemory<byte> LocalKey { get; init; }

    /// <summary>The master key and salt, one after the other, of what the remote sends.</summary>
    public required ReadOnlyMemory<byte> RemoteKey { get; init; }

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => $"{Profile}, keys not shown";

    internal void Validate()
    {
        if (!Enum.IsDefined(Profile))
            throw new ArgumentOutOfRangeException(nameof(Profile), Profile, "There is no such profile.");
        int length = Profile.KeyLength() + Profile.SaltLength();
        if (LocalKey.Length != length)
            throw new ArgumentException($"The key and salt must have {length} bytes.", nameof(LocalKey));
        if (RemoteKey.Length != length)
            throw new ArgumentException($"The key and salt must have {length} bytes.", nameof(RemoteKey));
    }
}
