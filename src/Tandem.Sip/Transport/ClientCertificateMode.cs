namespace Tandem.Sip.Transport;

/// <summary>Whether peers that open a TLS connection must show a certificate of their own.</summary>
public enum ClientCertificateMode
{
    /// <summary>They are not asked for one.</summary>
    None,

    /// <summary>They are asked; one that is shown must be good, and who has none is taken too.</summary>
    Allowed,

    /// <summary>Who has no good one is not taken.</summary>
    Required,
}
