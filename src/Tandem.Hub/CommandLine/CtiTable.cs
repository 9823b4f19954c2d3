using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;
using Tandem.Cti.Channels;
using Tandem.Cti.Client;
using Tandem.Cti.Protocol;

namespace Tandem.Hub.CommandLine;

/// <summary>Shows what a client of the CTI feed tells: a live table in a terminal, a line an event elsewhere.</summary>
internal sealed class CtiTable(CtiClient client)
{
    private string _line = "Connecting ...";

    /// <summary>Shows until cancelled.</summary>
    /// <param name="json">Whether records are printed as JSON.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(bool json, CancellationToken cancellationToken)
    {
        if (json || Console.IsOutputRedirected)
        {
            await foreach (var happened in client.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                Print(happened, json);
            }
            return;
        }
        await AnsiConsole.Live(Draw()).AutoClear(false).StartAsync(async live =>
        {
            await foreach (var happened in client.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                _line = Text(happened);
                live.UpdateTarget(Draw());
            }
        }).ConfigureAwait(false);
    }

    private static void Print(CtiEvent happened, bool json)
    {
        if (!json)
        {
            Console.WriteLine(Text(happened));
            return;
        }
        switch (happened)
        {
            case CtiEvent.Connected connected:
                foreach (var channel in connected.Channels)
                {
                    Print(writer => ChannelInfoJson.Write(writer, channel));
                }
                break;
            case CtiEvent.ChannelChanged changed:
                Print(writer => ChannelInfoJson.Write(writer, changed.Channel));
                break;
            case CtiEvent.MwiChanged mwi:
                Print(writer => ChannelInfoJson.Write(writer, mwi.Mwi));
                break;
            default:
                Console.Error.WriteLine(Text(happened));
                break;
        }
    }

    private static void Print(Action<Utf8JsonWriter> write)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            write(writer);
        }
        Console.WriteLine(Encoding.UTF8.GetString(output.ToArray()));
    }

    private static string Text(CtiEvent happened) => happened switch
    {
        CtiEvent.Connected connected => $"Connected ({connected.Profile.Name()}), {connected.Channels.Count} channels.",
        CtiEvent.Disconnected disconnected => string.Create(CultureInfo.InvariantCulture, $"Not connected: {disconnected.Reason} Next try in {disconnected.RetryIn.TotalSeconds:0.0} s."),
        CtiEvent.ChannelChanged { Channel: var channel } => $"{channel.LastEvent} {channel.Uuid} {channel.Calling.Number} > {channel.Called.Number} {channel.State?.Name}",
        CtiEvent.MwiChanged { Mwi: var mwi } => $"{mwi.TargetName} has {mwi.NewCount} new messages.",
        CtiEvent.Notice notice => $"The exchange says: {notice.Text}",
        _ => "",
    };

    private Rows Draw()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Channel", "Direction", "From", "To", "State", "Since", "With", "Last event");
        foreach (var channel in client.Channels.OrderBy(channel => channel.OfferTimestamp))
        {
            table.AddRow(Cells(channel).Select(cell => new Text(cell)));
        }
        return new Rows(table, new Text(_line));
    }

    private static string[] Cells(ChannelInfo channel) =>
    [
        channel.Uuid,
        channel.Direction?.ToString().ToLowerInvariant() ?? "",
        $"{channel.Calling.Number} {channel.Calling.Name}".Trim(),
        $"{channel.Called.Number} {channel.Called.Name}".Trim(),
        channel.State?.Name ?? "",
        channel.State?.Since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
        channel.OtherUuid ?? "",
        channel.LastEvent.Name,
    ];
}
