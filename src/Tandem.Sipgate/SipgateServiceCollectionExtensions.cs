using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Sipgate.Configuration;

namespace Tandem.Sipgate;

/// <summary>Adds clients to a program with dependency injection.</summary>
public static class SipgateServiceCollectionExtensions
{
    private const string HttpName = "Tandem.Sipgate";

    /// <summary>Adds a singleton <see cref="SipgateClient"/>, which logs where the program does.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">Its settings.</param>
    /// <returns>The client's <see cref="HttpClient"/>, to which handlers can be added.</returns>
    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    public static IHttpClientBuilder AddSipgate(this IServiceCollection services, SipgateOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        services.AddSingleton(provider => Create(provider, HttpName, options));
        return AddHttp(services, HttpName, options);
    }

    /// <summary>
    /// Adds a client with the settings of a section: <c>TokenId</c> and <c>Token</c>, or <c>Token</c> alone (OAuth), or <c>Username</c> and <c>Password</c>;
    /// <c>BaseAddress</c>, <c>Timeout</c>, <c>Proxy</c>, <c>ClientName</c>, <c>NormalizePhoneNumbers</c>, <c>MaxAttempts</c>.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="section">The section, such as <c>Sipgate</c>.</param>
    /// <returns>The client's <see cref="HttpClient"/>, to which handlers can be added.</returns>
    /// <exception cref="ArgumentException">A setting cannot be; the message names its key.</exception>
    public static IHttpClientBuilder AddSipgate(this IServiceCollection services, IConfiguration section) => services.AddSipgate(SipgateSettings.Read(section));

    /// <summary>Adds one of several accounts, each a keyed singleton: <c>[FromKeyedServices("berlin")] SipgateClient sipgate</c>.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="key">What it is called.</param>
    /// <param name="options">Its settings.</param>
    /// <returns>The client's <see cref="HttpClient"/>, to which handlers can be added.</returns>
    /// <exception cref="ArgumentException">A setting cannot be; the message names it.</exception>
    public static IHttpClientBuilder AddSipgate(this IServiceCollection services, string key, SipgateOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var name = $"{HttpName}:{key}";
        services.AddKeyedSingleton(key, (provider, _) => Create(provider, name, options));
        return AddHttp(services, name, options);
    }

    /// <summary>As <see cref="AddSipgate(IServiceCollection, string, SipgateOptions)"/>, with the settings of a section.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="key">What it is called.</param>
    /// <param name="section">The section, such as <c>Sipgate:Berlin</c>.</param>
    /// <returns>The client's <see cref="HttpClient"/>, to which handlers can be added.</returns>
    /// <exception cref="ArgumentException">A setting cannot be; the message names its key.</exception>
    public static IHttpClientBuilder AddSipgate(this IServiceCollection services, string key, IConfiguration section) =>
        services.AddSipgate(key, SipgateSettings.Read(section));

    // The client keeps its HttpClient, so the handler renews its connections and the factory need not replace it.
    private static IHttpClientBuilder AddHttp(IServiceCollection services, string name, SipgateOptions options) => services
        .AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => SipgateClient.CreateHandler(options))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    private static SipgateClient Create(IServiceProvider provider, string name, SipgateOptions options) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(name),
        options with
        {
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory,
            TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider,
        });
}
