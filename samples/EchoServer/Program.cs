// Dial 600 from any SIP phone and hear yourself: dotnet run --project samples/EchoServer
using Tandem.Media;
using Tandem.Switch;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

await using var media = new MediaEngine(new MediaOptions());
await using var exchange = new SipSwitch(media, new AccountDirectory(), new SwitchOptions { AnonymousNumbers = [NumberPattern.Parse("600")] });
exchange.OnCall("600", async call =>
{
    Console.WriteLine($"{call.Caller.Number} is here");
    await call.RingAsync();
    await call.AnswerAsync();
    call.Audio.Echo();
    Console.WriteLine($"{call.Caller.Number} is gone: {await call.WaitForHangupAsync()}");
});
await exchange.StartAsync();
Console.WriteLine($"Call sip:600@{exchange.EndPoints[0]}. Enter stops.");
Console.ReadLine();
