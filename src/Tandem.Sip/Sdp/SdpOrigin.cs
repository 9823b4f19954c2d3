namespace Tandem.Sip.Sdp;

/// <summary>The <c>o=</c> line (RFC 8866 section 5.2).</summary>
/// <param name="UserName">The user, <c>-</c> for none; no spaces.</param>
/// <param name="SessionId">A number that makes the session unique together with the rest.</param>
/// <param name="SessionVersion">A number that grows by one with each change (RFC 3264 section 8).</param>
/// <param name="Address">The address of the writer; IPv6 without brackets.</param>
public sealed record SdpOrigin(string UserName, ulong SessionId, ulong SessionVersion, string Address)
{
    /// <summary>The line without <c>o=</c>.</summary>
    public override string ToString() => $"{UserName} {SessionId} {SessionVersion} {SdpConnection.AddressText(Address)}";
}
