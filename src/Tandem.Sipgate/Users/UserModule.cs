using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Users;

/// <summary>The account's users. Needs the scope <c>users:read</c>.</summary>
public sealed class UserModule
{
    private readonly SipgateConnection _connection;

    internal UserModule(SipgateConnection connection) => _connection = connection;

    /// <summary>All users of the account.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<WebUser>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _connection.ReadAsync(SipgateRequest.Get("users", ErrorTexts.Core), UserJson.Default.Users, cancellationToken).ConfigureAwait(false);
        return answer.Items;
    }

    /// <summary>The id of the user whose credentials these are, such as <c>w0</c>.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string> GetOwnIdAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _connection.ReadAsync(SipgateRequest.Get("authorization/userinfo", ErrorTexts.Core), UserJson.Default.UserInfo, cancellationToken).ConfigureAwait(false);
        return answer.Sub;
    }
}
