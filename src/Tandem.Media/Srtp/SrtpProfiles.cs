namespace Tandem.Media.Srtp;

/// <summary>What the profiles are.</summary>
public static class SrtpProfiles
{
    /// <summary>The profile's name in session descriptions (RFC 4568 section 6.2, RFC 7714 section 14.2).</summary>
    public static string SuiteName(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1Tag80 => "AES_CM_128_HMAC_SHA1_80",
        SrtpProfile.AesCm128HmacSha1Tag32 => "AES_CM_128_HMAC_SHA1_32",
        SrtpProfile.AeadAes128Gcm => "AEAD_AES_128_GCM",
        SrtpProfile.AeadAes256Gcm => "AEAD_AES_256_GCM",
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "There is no such profile."),
    };

    /// <summary>The profile of a suite's name; <see langword="null"/> for one that we have not.</summary>
    public static SrtpProfile? Find(string suiteName)
    {
        foreach (SrtpProfile profile in Enum.GetValues<SrtpProfile>())
        {
            if (profile.SuiteName().Equals(suiteName, StringComparison.OrdinalIgnoreCase))
                return profile;
        }

        return null;
    }

    /// <summary>The length of the master key in bytes.</summary>
    public static int KeyLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes256Gcm ? 32 : 16;

    /// <summary>The length of the master salt in bytes.</summary>
    public static int SaltLength(this SrtpProfile profile) => profile.IsAead() ? 12 : 14;

    internal static bool IsAead(this SrtpProfile profile) => profile is SrtpProfile.AeadAes128Gcm or SrtpProfile.AeadAes256Gcm;

    internal static int RtpTagLength(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1Tag80 => 10,
        SrtpProfile.AesCm128HmacSha1Tag32 => 4,
        _ => 16,
    };

    internal static int RtcpTagLength(this SrtpProfile profile) => profile.IsAead() ? 16 : 10;
}
