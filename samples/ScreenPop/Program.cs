// Say who calls an extension, and open a page with it: TANDEM_AMI_HOST=... TANDEM_AMI_USER=... TANDEM_AMI_SECRET=...
//   dotnet run --project samples/ScreenPop -- 1001 "https://crm.example/?number={0}"
using System.Diagnostics;
using Tandem.Asterisk;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Catalogue;

if (args is not [var extension, .. var page])
{
    Console.Error.WriteLine("usage: ScreenPop EXTENSION [URL, in which {0} is the caller's number]");
    return 2;
}
await using var pbx = new AsteriskPbx(new AsteriskPbxOptions
{
    Connection = new AmiClientOptions
    {
        Host = Environment.GetEnvironmentVariable("TANDEM_AMI_HOST") ?? "127.0.0.1",
        Port = int.Parse(Environment.GetEnvironmentVariable("TANDEM_AMI_PORT") ?? "5038"),
        Username = Environment.GetEnvironmentVariable("TANDEM_AMI_USER") ?? "admin",
        Secret = Environment.GetEnvironmentVariable("TANDEM_AMI_SECRET") ?? "",
    },
});
pbx.Start();
await foreach (var happened in pbx.EventsAsync())
{
    if (happened is LiveEvent.Ready)
    {
        Console.WriteLine($"Watching {extension}");
    }
    else if (happened is LiveEvent.Dialing dialing && dialing.Extension == extension)
    {
        Console.WriteLine($"{dialing.Caller.Name} <{dialing.Caller.Number}> calls {dialing.Called}");
        if (page is [var url, ..])
        {
            Process.Start(new ProcessStartInfo(string.Format(url, Uri.EscapeDataString(dialing.Caller.Number ?? ""))) { UseShellExecute = true });
        }
    }
}
return 0;
