// A voice menu by webhooks of sipgate.io: SIPGATE_PUBLIC_URL=https://... SIPGATE_SOUND=https://.../menu.wav dotnet run --project samples/IvrWebhook
// Without a sound nothing is said; the public URL is that of a proxy or tunnel to port 8080.
using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Webhooks;

var publicUrl = new Uri(Environment.GetEnvironmentVariable("SIPGATE_PUBLIC_URL") ?? "http://127.0.0.1:8080/");
var sound = Environment.GetEnvironmentVariable("SIPGATE_SOUND") is { Length: > 0 } url ? new Uri(url) : null;
var menu = WebhookResponse.Gather(new GatherOptions { Announcement = sound, MaxDigits = 1, Timeout = TimeSpan.FromSeconds(8) });

await using var server = await SipgateWebhookServer.StartAsync(
    new SipgateWebhookServerOptions { Port = 8080, Webhook = new SipgateWebhookOptions { PublicUrl = publicUrl } },
    hook => hook
        .OnNewCall(call =>
        {
            Console.WriteLine($"{call.From} calls {call.To}");
            return call.Direction == WebhookCallDirection.Incoming ? menu : null;
        })
        .OnData(data => data.Dtmf switch
        {
            "1" => WebhookResponse.Redirect("+4921163553355"),
            "2" => WebhookResponse.SendToVoicemail(),
            "" => menu,
            _ => WebhookResponse.HangUp(),
        })
        .OnHangUp(hangUp => Console.WriteLine($"{hangUp.From}: {hangUp.Cause}")));

Console.WriteLine($"Webhooks to {publicUrl} are answered at {server.Url}. Enter ends.");
Console.ReadLine();
