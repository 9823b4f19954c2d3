namespace Tandem.Switch.Calls.Dialling;

/// <summary>Which headers tell called phones who calls, beside From.</summary>
[Flags]
public enum IdentityHeaders
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>P-Asserted-Identity (RFC 3325). Not for a caller whose identity is hidden.</summary>
    PAssertedIdentity = 1,

    /// <summary>Remote-Party-ID, which older phones show.</summary>
    RemotePartyId = 2,
}
