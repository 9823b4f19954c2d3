namespace Tandem.Hub.Rest;

/// <summary>The hub's REST interface.</summary>
internal static class TandemApi
{
    /// <summary>Adds what the interface needs.</summary>
    public static IServiceCollection AddTandemApi(this IServiceCollection services) => services.AddRouting();

    /// <summary>Maps its paths.</summary>
    public static void MapTandemApi(this WebApplication app) => app.MapGet("/health/live", () => Results.Ok());
}
