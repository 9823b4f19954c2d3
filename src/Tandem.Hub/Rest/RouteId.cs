using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary>An object's id at the end of a path. It may hold slashes, plain or as <c>%2F</c>, which the server leaves as it is.</summary>
internal static class RouteId
{
    /// <summary>The id that the path has.</summary>
    /// <param name="value">The rest of the path.</param>
    public static ObjectReference Read(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
