using System.Security.Claims;
using Tandem.Hub.Identity;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Access;

/// <summary>Who asks: what a token says about its bearer.</summary>
/// <param name="Name">A name of the token that no other has, and that says nothing about its secret.</param>
/// <param name="Domain">The domain; null means all.</param>
/// <param name="User">The user, by its integer in the domain; null means the domain as a whole.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record Caller(string Name, string? Domain, int? User, ValueList<string> Scopes)
{
    /// <summary>The claim that holds a scope.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>The operator, who has the token of the settings.</summary>
    public static Caller Operator { get; } = new("operator", null, null, [Scope.Read, Scope.Call, Scope.Admin]);

    /// <summary>What it may see.</summary>
    public Projection Projection { get; } = (Domain, User) switch
    {
        (null, _) => Projection.Everything,
        (_, null) => Projection.ForDomain(Domain),
        (_, { } user) => Projection.ForUser(Domain, user),
    };

    /// <summary>The bearer of a token of the store.</summary>
    /// <param name="token">The token.</param>
    public static Caller Of(TokenRecord token) => new($"{token.Domain}/{token.Id}", token.Domain, token.UserId, token.Scopes);

    /// <summary>Who has the token that the settings give a domain.</summary>
    /// <param name="domain">The domain.</param>
    public static Caller OfDomain(string domain) => new($"{domain}/settings", domain, null, Operator.Scopes);

    /// <summary>Gives an endpoint's handler its caller.</summary>
    /// <param name="context">The request, authenticated.</param>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());

    /// <summary>The same bearer within a domain; null where the token is another domain's.</summary>
    /// <param name="domain">The domain; empty for the token's own.</param>
    public Caller? Within(string domain) => domain.Length == 0 || domain == Domain ? this : Domain is null ? new Caller(Name, domain, User, Scopes) : null;

    /// <summary>Whether it may see an object.</summary>
    /// <param name="entity">The object.</param>
    public bool Sees(Entity entity) => Projection.Apply(entity) is not null;

    /// <summary>As ASP.NET wants it.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var claims = Scopes.Select(scope => new Claim(ScopeClaim, scope)).Append(new Claim(ClaimTypes.NameIdentifier, Name));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, TokenAuthentication.SchemeName));
    }
}
