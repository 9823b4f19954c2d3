namespace Tandem.Hub.Identity;

/// <summary>An extension to be added: a user with one number and one device of the same name.</summary>
internal sealed record NewExtension
{
    /// <summary>The domain; made when it does not exist.</summary>
    public required string Domain { get; init; }

    /// <summary>The number, which is also the device's user name.</summary>
    public required string Number { get; init; }

    /// <summary>The name shown.</summary>
    public string? Name { get; init; }

    /// <summary>The realm that the hashes were made for.</summary>
    public required string Realm { get; init; }

    /// <summary>HA1 by MD5 (RFC 7616 section 3.4.2), 32 hexadecimal digits.</summary>
    public required string Ha1Md5 { get; init; }

    /// <summary>HA1 by SHA-256, 64 hexadecimal digits.</summary>
    public required string Ha1Sha256 { get; init; }
}
