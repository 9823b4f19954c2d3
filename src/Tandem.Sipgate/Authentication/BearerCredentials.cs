using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tandem.Sipgate.Authentication;

/// <summary>An access token of OAuth 2, with a way to a new one.</summary>
internal sealed class BearerCredentials : SipgateCredentials
{
    private readonly Func<string, CancellationToken, ValueTask<string>>? _refresh;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private volatile AuthenticationHeaderValue _current;

    public BearerCredentials(string token, Func<string, CancellationToken, ValueTask<string>>? refresh)
    {
        _current = CreateHeader(token);
        _refresh = refresh;
    }

    internal override AuthenticationHeaderValue Current => _current;

    internal override async ValueTask<bool> RenewAsync(AuthenticationHeaderValue refused, CancellationToken cancellationToken)
    {
        if (_refresh is null)
        {
            return false;
        }
        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another request may have renewed it meanwhile.
            if (ReferenceEquals(_current, refused))
            {
                _current = CreateHeader(await _refresh(refused.Parameter!, cancellationToken).ConfigureAwait(false));
            }
            return true;
        }
        finally
        {
            _renewing.Release();
        }
    }

    public override string ToString() => "OAuth";

    private static AuthenticationHeaderValue CreateHeader(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        SipgateValidationException.Require(IsWebToken(token), "The provided OAuth token is invalid", nameof(token));
        return new AuthenticationHeaderValue("Bearer", token);
    }

    private static bool IsWebToken(string token)
    {
        var parts = token.Split('.');
        if (parts.Length < 2 || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }
        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1].TrimEnd('=')));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return false;
        }
    }
}
