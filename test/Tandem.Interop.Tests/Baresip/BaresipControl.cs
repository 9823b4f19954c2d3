using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Baresip;

/// <summary>Commands to a baresip and events from it: JSON in netstrings over TCP, as its module ctrl_tcp speaks.</summary>
internal sealed class BaresipControl : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly Channel<JsonElement> _responses = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();

    private BaresipControl(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
        _ = ReadAsync();
    }

    /// <summary>Connects.</summary>
    public static async Task<BaresipControl> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return new BaresipControl(client);
    }

    /// <summary>Gives a command, and checks that it was taken.</summary>
    /// <returns>What it says to it.</returns>
    public async Task<string> CommandAsync(string command, string parameters = "")
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { command, @params = parameters });
        await _stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{json.Length}:"), .. json, (byte)',']);
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        var response = await _responses.Reader.ReadAsync(patience.Token);
        Assert.True(response.GetProperty("ok").GetBoolean(), $"baresip did not take '{command} {parameters}': {response}");
        return response.GetProperty("data").GetString() ?? "";
    }

    /// <summary>Waits for an event, and passes over those before it.</summary>
    /// <returns>Its parameter; empty where it has none.</returns>
    public async Task<string> WaitForAsync(string type)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (true)
        {
            var item = await _events.Reader.ReadAsync(patience.Token);
            if (item.GetProperty("type").GetString() == type)
            {
                return item.TryGetProperty("param", out var parameter) ? parameter.GetString() ?? "" : "";
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadLengthAsync() is { } length)
            {
                // The comma after it goes with it.
                var frame = new byte[length + 1];
                await _stream.ReadExactlyAsync(frame);
                var item = JsonSerializer.Deserialize<JsonElement>(frame.AsSpan(0, length));
                (item.TryGetProperty("event", out _) ? _events : _responses).Writer.TryWrite(item);
            }
            Complete(null);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or JsonException)
        {
            Complete(exception);
        }
    }

    private async Task<int?> ReadLengthAsync()
    {
        var digits = "";
        var next = new byte[1];
        while (await _stream.ReadAsync(next) > 0)
        {
            if (next[0] == ':')
            {
                return int.Parse(digits, CultureInfo.InvariantCulture);
            }
            digits += (char)next[0];
        }
        return null;
    }

    private void Complete(Exception? failure)
    {
        _responses.Writer.TryComplete(failure);
        _events.Writer.TryComplete(failure);
    }
}
