// Ring 101, and then 102: TANDEM_URL=... TANDEM_TOKEN=... dotnet run --project samples/ClickToDial -- 101 102
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

if (args is not [var from, var to])
{
    Console.Error.WriteLine("Usage: ClickToDial FROM TO, for example ClickToDial 101 102");
    return 2;
}
using var hub = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("TANDEM_URL") ?? "http://127.0.0.1:5080") };
hub.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("TANDEM_TOKEN"));

// Asked twice with the same key, for example after a time-out, the hub still makes one call.
hub.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
using var response = await hub.PostAsJsonAsync("/api/calls", new { from, to, timeoutSeconds = 30 });
var answer = await response.Content.ReadFromJsonAsync<JsonObject>();
if (!response.IsSuccessStatusCode)
{
    Console.Error.WriteLine($"{answer!["title"]}: {answer["detail"]}");
    return 1;
}
Console.WriteLine($"{from} rings. Conversation {answer!["conversationId"]}");
return 0;
