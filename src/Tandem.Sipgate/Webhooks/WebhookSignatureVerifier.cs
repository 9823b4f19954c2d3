using System.Security.Cryptography;

namespace Tandem.Sipgate.Webhooks;

/// <summary>
/// Says whether sipgate wrote a body: by the header <c>X-Sipgate-Signature</c>, RSA with SHA-256 and PKCS #1 v1.5 (RFC 8017 section 8.2) over the body's
/// bytes as they came. A signature has no time: a body that was seen once may be sent again by whoever saw it. It may be used from several threads.
/// </summary>
public sealed class WebhookSignatureVerifier : IDisposable
{
    /// <summary>The header that has the signature.</summary>
    public const string HeaderName = "X-Sipgate-Signature";

    /// <summary>sipgate's public key, RSA of 4,096 bits.</summary>
    public const string SipgateKeyPem = """
        -----BEGIN PUBLIC KEY-----
        MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAvFdlnqRfO5TmqzjtsFVC
        qPz+oW+poi3lXQFvMJJMEAtlU4MbX+yuIkgnC+Qt3AQWIK+oWSEQiybg+p39wEMl
        16PZxEzf9gONQvTg1XhyHnwqYUFQj/AoxPKGYC3jmdjZ224SrESiTN3CdxoOc3vk
        cXiQstYE7SxnksPtzfk0aIOkicim5/tAP9izNQ18/zmX3ChjK2k72gf5dDlq+qZ8
        pRiHAPZ64TySH6cLQDhaoh6Nbq8FEG3usXXPClbUMh2DZaTMPafpd+LNuTngJ/y+
        KoZasVuFfXAeBqGA6l5d4Uedfr99Z6qjwDrJ8sU4z2Do9bJrbuqP+mOXEebhSI1K
        vi8trEfrIt8hnDBGsBaB9NEO3kYxvDT2/PhC9fNYFocjEpZNd7/mUqTJDYlpa4UC
        NDQaU+ATdXG8/P5sGAegks6MQTu+qe9XTO0CV48eswDkz6g3UbLOwmrJK59SjD3J
        yAZ52sluwyDKRWw/PPTt8BTQLjvkdbiLUlc4ehJ4b1X7D7diYWHDPeFL47cAvaXh
        dXVrZDeBJYibvD1jRx4ES0KlfhwzNXBYUoM/Movg9zMM2PzyHHKS//xIjwUC/FJ6
        /6eykno0Hy2B1ev6s3hdY6VkN2zd7Wf+EK4DxRliwsg1U99szFE3ewLfexF+Uag5
        M+TfPtOUumI/NHMTvsRW9+ECAwEAAQ==
        -----END PUBLIC KEY-----
        """;

    private const int MaxSignatureLength = 4_096;

    // An RSA object is for one thread at a time.
    private readonly ThreadLocal<RSA> _keys;

    /// <summary>Makes a verifier.</summary>
    /// <param name="publicKeyPem">The public key in PEM; null for <see cref="SipgateKeyPem"/>.</param>
    /// <exception cref="ArgumentException">It is no RSA key in PEM.</exception>
    public WebhookSignatureVerifier(string? publicKeyPem = null)
    {
        using var key = Import(publicKeyPem ?? SipgateKeyPem);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        _keys = new ThreadLocal<RSA>(() => RSA.Create(parameters), trackAllValues: true);
    }

    /// <summary>Whether a signature is the key's over a body.</summary>
    /// <param name="body">The body's bytes, as they came.</param>
    /// <param name="signature">The header, in Base64; null or empty where there is none.</param>
    public bool Verify(ReadOnlySpan<byte> body, string? signature)
    {
        if (signature is not { Length: > 0 and <= MaxSignatureLength })
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[MaxSignatureLength];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && _keys.Value!.VerifyData(body, bytes[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
        _keys.Dispose();
    }

    private static RSA Import(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new ArgumentException("The public key is no RSA key in PEM.", nameof(pem), exception);
        }
    }
}
