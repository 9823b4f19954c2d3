namespace Tandem.Sip.Digest;

/// <summary>Spelling and sizes of the algorithms.</summary>
public static class DigestAlgorithms
{
    /// <summary>The token in a header: <c>MD5</c>, <c>SHA-256</c>.</summary>
    public static string Text(this DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => "MD5",
        DigestAlgorithm.Sha256 => "SHA-256",
        _ => "",
    };

    /// <summary>The algorithm of a token, in any case; MD5 for null.</summary>
    public static DigestAlgorithm Find(string? text) =>
        text is null || text.Equals("MD5", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Md5
        : text.Equals("SHA-256", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256
        : DigestAlgorithm.Unknown;

    /// <summary>How many bytes the hash has.</summary>
    internal static int HashBytes(this DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => 16,
        DigestAlgorithm.Sha256 => 32,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Unknown digest algorithm."),
    };
}
