// Send a text message: SIPGATE_TOKEN_ID=token-... SIPGATE_TOKEN=... dotnet run --project samples/SendSms -- +4915739777777 "Hello"
using Tandem.Sipgate;
using Tandem.Sipgate.Sms;

if (args is not [var to, var text])
{
    Console.Error.WriteLine("usage: SendSms NUMBER TEXT");
    return 2;
}
try
{
    using var sipgate = new SipgateClient(new()
    {
        Credentials = SipgateCredentials.PersonalAccessToken(
            Environment.GetEnvironmentVariable("SIPGATE_TOKEN_ID") ?? "",
            Environment.GetEnvironmentVariable("SIPGATE_TOKEN") ?? ""),
    });
    var extensions = await sipgate.Sms.GetExtensionsAsync();
    await sipgate.Sms.SendAsync(new ShortMessage { SmsId = extensions[0].Id, To = to, Message = text });
    Console.WriteLine($"Sent to {to} by {extensions[0].Alias}");
    return 0;
}
catch (SipgateException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
