// Print every change of a hub: TANDEM_URL=... TANDEM_TOKEN=... dotnet run --project samples/Watch
using System.Net.WebSockets;
using System.Text.Json;

var url = new UriBuilder(Environment.GetEnvironmentVariable("TANDEM_URL") ?? "http://127.0.0.1:5080") { Path = "/api/events" };
url.Scheme = url.Scheme == "https" ? "wss" : "ws";
using var socket = new ClientWebSocket();
socket.Options.SetRequestHeader("Authorization", $"Bearer {Environment.GetEnvironmentVariable("TANDEM_TOKEN")}");
await socket.ConnectAsync(url.Uri, CancellationToken.None);

var frame = new MemoryStream();
var buffer = new byte[64 * 1024];
while (true)
{
    var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
    if (part.MessageType == WebSocketMessageType.Close)
    {
        Console.WriteLine($"The hub is gone: {part.CloseStatusDescription}");
        return;
    }
    frame.Write(buffer, 0, part.Count);
    if (part.EndOfMessage)
    {
        using var json = JsonDocument.Parse(frame.ToArray());
        Console.WriteLine(json.RootElement);
        frame.SetLength(0);
    }
}
