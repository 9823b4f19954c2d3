namespace Tandem.Sipgate.Users;

/// <summary>The answer to <c>GET authorization/userinfo</c>.</summary>
internal sealed record UserInfo
{
    public required string Sub { get; init; }
}
