namespace Tandem.Hub.Identity;

/// <summary>An extension in the directory.</summary>
internal sealed record ExtensionRecord
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The number, which is also the device's user name.</summary>
    public required string Number { get; init; }

    /// <summary>The name shown.</summary>
    public string? Name { get; init; }

    /// <summary>The user's integer in the domain.</summary>
    public required int UserId { get; init; }

    /// <summary>The number's integer in the domain.</summary>
    public required int NumberId { get; init; }

    /// <summary>The device's integer in the domain.</summary>
    public required int DeviceId { get; init; }

    /// <summary>The realm that the hashes were made for.</summary>
    public required string Realm { get; init; }

    /// <summary>HA1 by MD5 (RFC 7616 section 3.4.2), 32 hexadecimal digits.</summary>
    public required string Ha1Md5 { get; init; }

    /// <summary>HA1 by SHA-256, 64 hexadecimal digits.</summary>
    public required string Ha1Sha256 { get; init; }
}
