using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tandem.Asterisk;

/// <summary>Adds clients to a program with dependency injection.</summary>
public static class AmiServiceCollectionExtensions
{
    /// <summary>
    /// Adds a singleton <see cref="AmiClient"/> that connects in the background when it is first asked for, logs where the program does, and is closed with it.
    /// For its health: <c>services.AddHealthChecks().AddCheck&lt;AmiHealthCheck&gt;("asterisk")</c>.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">Its settings.</param>
    public static IServiceCollection AddAsteriskManager(this IServiceCollection services, AmiClientOptions options) => services.AddAsteriskManager(_ => options);

    /// <summary>As <see cref="AddAsteriskManager(IServiceCollection, AmiClientOptions)"/>, with settings made from other services.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">Makes its settings.</param>
    public static IServiceCollection AddAsteriskManager(this IServiceCollection services, Func<IServiceProvider, AmiClientOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return services
            .AddSingleton(provider => Start(provider, options))
            .AddSingleton(provider => new AmiHealthCheck(provider.GetRequiredService<AmiClient>()));
    }

    /// <summary>Adds one of several clients, each a keyed singleton: <c>[FromKeyedServices("berlin")] AmiClient ami</c>.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="key">What it is called.</param>
    /// <param name="options">Makes its settings.</param>
    public static IServiceCollection AddAsteriskManager(this IServiceCollection services, string key, Func<IServiceProvider, AmiClientOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return services
            .AddKeyedSingleton(key, (provider, _) => Start(provider, options))
            .AddKeyedSingleton(key, (provider, _) => new AmiHealthCheck(provider.GetRequiredKeyedService<AmiClient>(key)));
    }

    private static AmiClient Start(IServiceProvider provider, Func<IServiceProvider, AmiClientOptions> options)
    {
        var made = options(provider);
        return AmiClient.Start(made with
        {
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? made.LoggerFactory,
            TimeProvider = provider.GetService<TimeProvider>() ?? made.TimeProvider,
        });
    }
}
