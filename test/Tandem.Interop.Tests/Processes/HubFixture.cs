namespace Tandem.Interop.Tests.Processes;

/// <summary>One hub for the tests of a class.</summary>
public class HubFixture : IAsyncLifetime
{
    private readonly (string Key, string Value)[] _settings;
    private HubProcess? _hub;

    /// <summary>A hub with the settings that all tests have.</summary>
    public HubFixture()
        : this([])
    {
    }

    private protected HubFixture((string Key, string Value)[] settings) => _settings = settings;

    internal HubProcess Hub => _hub ?? throw new InvalidOperationException("The hub is not started yet.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _hub = await HubProcess.StartAsync(settings: _settings);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }
}
