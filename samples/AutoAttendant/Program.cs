// Dial 610, hear three tones, press 101 or 102: dotnet run --project samples/AutoAttendant
using Tandem.Media;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Applications;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

var options = new SwitchOptions { AnonymousNumbers = [NumberPattern.Parse("610")] };
var accounts = new AccountDirectory();
foreach (var number in new[] { "101", "102" })
{
    var password = $"secret-{number}";
    accounts.Set(new SipAccount(number, $"Extension {number}", options.Domain, DigestHash.Ha1(DigestAlgorithm.Md5, number, options.Realm, password), null));
    Console.WriteLine($"Register a phone: user {number}, password {password}");
}

await using var media = new MediaEngine(new MediaOptions());
await using var exchange = new SipSwitch(media, accounts, options);

// A WAV file of your own, if one is given, asks for the extension.
var attendant = new AutoAttendant(new AutoAttendantOptions { PromptPath = args.FirstOrDefault() });
exchange.OnCall("610", attendant.RunAsync, AutoAttendant.Name);
exchange.CallHappened += happened => Console.WriteLine($"{happened.Call.Caller.Number}: {happened.Kind} {happened.Detail}");

await exchange.StartAsync();
Console.WriteLine($"Call sip:610@{exchange.EndPoints[0]}. Enter stops.");
Console.ReadLine();
