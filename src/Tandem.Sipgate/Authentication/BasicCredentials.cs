using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Sipgate.Authentication;

/// <summary>Basic authentication (RFC 7617) by e-mail address and password, in UTF-8.</summary>
internal sealed partial class BasicCredentials : SipgateCredentials
{
    private readonly string _username;

    public BasicCredentials(string username, string password)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        SipgateValidationException.Require(Address().IsMatch(username), $"Invalid email: {(username.Length == 0 ? "<empty>" : username)}", nameof(username));
        SipgateValidationException.Require(password.Length > 0 && !password.Contains(' ', StringComparison.Ordinal), "Invalid password", nameof(password));
        _username = username;
        Current = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
    }

    internal override AuthenticationHeaderValue Current { get; }

    public override string ToString() => _username;

    [GeneratedRegex(@"\A[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
