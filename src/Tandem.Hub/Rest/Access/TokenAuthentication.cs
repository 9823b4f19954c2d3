using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Tandem.Hub.Basix;
using Tandem.Hub.Configuration;
using Tandem.Hub.Events;
using Tandem.Hub.Identity;

namespace Tandem.Hub.Rest.Access;

/// <summary>Finds out who asks: by a bearer token (RFC 6750 section 2.1), or where <see cref="AcceptsTicket"/> or
/// <see cref="AcceptsBasixCredentials"/> says so by a ticket, or as a Basix is reached.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    HubSettings settings,
    TokenRepository tokens,
    FeedTickets tickets) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name, in ASP.NET as in HTTP.</summary>
    public const string SchemeName = "Bearer";

    private const int MaxTokenLength = 512;

    private bool AcceptsBasix => Context.GetEndpoint()?.Metadata.GetMetadata<AcceptsBasixCredentials>() is not null;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AcceptsBasix && BasixCredentials.Read(Request) is { } credentials)
        {
            var own = (await FindAsync(credentials.Token).ConfigureAwait(false))?.Within(credentials.Domain);
            return own is null ? AuthenticateResult.Fail("The token is not valid for this domain.") : Success(own);
        }
        if (Request.Headers.Authorization.Count > 0)
        {
            var token = BearerToken();
            var bearer = token is null ? null : await FindAsync(token).ConfigureAwait(false);
            return bearer is null ? AuthenticateResult.Fail("The token is not valid.")
                : bearer.Within(Request.Query["domain"].ToString()) is { } within ? Success(within)
                : AuthenticateResult.Fail("The token is not valid for this domain.");
        }
        if (Context.GetEndpoint()?.Metadata.GetMetadata<AcceptsTicket>() is null || !Request.Query.TryGetValue("ticket", out var ticket))
        {
            return AuthenticateResult.NoResult();
        }
        return tickets.TryTake(ticket.ToString(), out var caller) ? Success(caller) : AuthenticateResult.Fail("The ticket is not valid, or was used.");
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // RFC 6750 section 3.1: no error code where no credentials were given.
        var failure = (await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Failure?.Message;
        Response.Headers.WWWAuthenticate = AcceptsBasix ? "Basic realm=\"basix\""
            : failure is null ? SchemeName
            : $"{SchemeName} error=\"invalid_token\"";
        await new Problem(StatusCodes.Status401Unauthorized, failure ?? "A bearer token is wanted.").ExecuteAsync(Context).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope;
        Response.Headers.WWWAuthenticate = $"{SchemeName} error=\"insufficient_scope\", scope=\"{scope}\"";
        return new Problem(StatusCodes.Status403Forbidden, $"The token lacks the scope '{scope}'.").ExecuteAsync(Context);
    }

    private AuthenticateResult Success(Caller caller)
    {
        Context.Features.Set(caller);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), SchemeName));
    }

    private string? BearerToken()
    {
        const string prefix = SchemeName + " ";
        return Request.Headers.Authorization is [{ } header] && header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && header.AsSpan(prefix.Length).Trim() is { Length: > 0 and <= MaxTokenLength } token
            ? token.ToString()
            : null;
    }

    private async Task<Caller?> FindAsync(string token)
    {
        if (settings.ApiToken is { } own && IsSame(own, token))
        {
            return Caller.Operator;
        }
        return await tokens.FindAsync(token, Context.RequestAborted).ConfigureAwait(false) is { } record ? Caller.Of(record) : null;
    }

    // Of the hashes, so that neither the time nor a difference in length tells anything.
    private static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
