using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

/// <summary>What the tests of the client share.</summary>
internal static class TestClient
{
    /// <summary>How long a test waits for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Settings for a fake Asterisk, by which faults are noticed and mended soon.</summary>
    public static AmiClientOptions Quick(this FakeAsterisk fake) => fake.ClientOptions with
    {
        Reconnect = new AmiReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(20) },
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ActionTimeout = TimeSpan.FromSeconds(15),
    };

    public static Task<AmiClient> ConnectAsync(this FakeAsterisk fake, Func<AmiClientOptions, AmiClientOptions>? with = null) => AmiClient.ConnectAsync((with ?? (options => options))(fake.Quick()));

    /// <summary>Drops the connections of a fake Asterisk, and waits until the client is connected anew.</summary>
    public static async Task ReconnectAsync(this AmiClient client, FakeAsterisk fake)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(AmiStateChange change) => _ = change.State == AmiConnectionState.Connected && connected.TrySetResult();
        client.StateChanged += Look;
        await fake.DropAsync();
        await connected.Task.WaitAsync(Patience);
        client.StateChanged -= Look;
    }
}
