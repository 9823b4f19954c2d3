using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary>A token, without its secret.</summary>
/// <param name="Id">Its integer in the domain.</param>
/// <param name="Name">What it was made for.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Extension">The extension for whose user it is; null where it is for the domain as a whole.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record TokenView(int Id, string Name, string Domain, string? Extension, ValueList<string> Scopes, DateTimeOffset CreatedAt);
