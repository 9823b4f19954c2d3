using Tandem.Pbx.Model;

namespace Tandem.Hub.Identity;

/// <summary>A token, without its secret: whom it speaks for and what it may do.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Id">Its integer in the domain.</param>
/// <param name="UserId">The user; <see langword="null"/> means the domain as a whole.</param>
/// <param name="Name">What it was made for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record TokenRecord(string Domain, int Id, int? UserId, string Name, ValueList<string> Scopes, DateTimeOffset CreatedAt);
