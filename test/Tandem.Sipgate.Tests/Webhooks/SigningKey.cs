using System.Security.Cryptography;
using System.Text;

namespace Tandem.Sipgate.Tests.Webhooks;

/// <summary>A key as sipgate has one, RSA of 4,096 bits, of which a test knows both halves.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly RSA _key = RSA.Create(4_096);

    /// <summary>What verifies.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs a body as sipgate does.</summary>
    public string Sign(string body) =>
        Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
