using Tandem.Pbx.Model;

namespace Tandem.Switch.Directory;

/// <summary>
/// What the exchange knows of one extension: its number, its name and the secret in the only form it is kept (HA1). The text
/// form never shows the hashes.
/// </summary>
/// <param name="Number">The extension's number, which is its SIP user name too.</param>
/// <param name="Name">Display name; empty where there is none.</param>
/// <param name="Domain">The tenant that it belongs to.</param>
/// <param name="Ha1Md5">MD5 of user:realm:password, 32 lower-case hex digits.</param>
/// <param name="Ha1Sha256">SHA-256 of the same, 64 lower-case hex digits; null where it was never computed.</param>
public sealed record SipAccount(string Number, string Name, string Domain, string Ha1Md5, string? Ha1Sha256)
{
    /// <summary>The realm that the hashes were made for, by which <see cref="AccountDirectory"/> tells accounts of one number apart; null where there is only one.</summary>
    public string? Realm { get; init; }

    /// <summary>Whose extension it is in the application's directory: who has a token of that user may call in its name. Null for nobody's.</summary>
    public DirectoryReference? User { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}".TrimEnd();
}
