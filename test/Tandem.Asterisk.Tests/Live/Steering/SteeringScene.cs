using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Tests.Live.Steering;

/// <summary>An Asterisk in the middle of a scene that was captured, and a source that steers it.</summary>
internal sealed class SteeringScene : IAsyncDisposable
{
    private readonly LivePbx _live;

    private SteeringScene(LivePbx live) => _live = live;

    public FakeAsterisk Asterisk => _live.Asterisk;

    public AsteriskPbx Pbx => _live.Pbx;

    /// <summary>Settings of a dialplan that has all that commands can need.</summary>
    public static AsteriskDialplan FullDialplan { get; } = new() { HoldContext = "tandem-hold", PlayContext = "tandem-play", TransferContext = "transfers" };

    /// <param name="scene">The scene: its number.</param>
    /// <param name="until">The first event that has not happened yet.</param>
    public static async Task<SteeringScene> StartAsync(string scene, string until, Func<AsteriskPbxOptions, AsteriskPbxOptions>? with = null, TimeProvider? clock = null)
    {
        var live = await LivePbx.StartAsync(options => (with ?? (same => same))(options with { Dialplan = FullDialplan }), clock, "01");
        var events = Transcripts.Load(scene).ToMessages()
            .Where(message => message.Contains("Privilege") && message.EventName != "FullyBooted")
            .TakeWhile(message => message.EventName != until)
            .ToArray();
        await live.Asterisk.SendEventAsync(events);
        await live.UntilAsync(state => state.Channels.Count > 0);
        Assert.True(await live.Pbx.ReconcileAsync());
        return new SteeringScene(live);
    }

    /// <summary>1001 and 1002 talk: <c>PJSIP/1001-00000000</c> (1795208248.0) and <c>PJSIP/1002-00000001</c> (1795208248.1).</summary>
    public static Task<SteeringScene> TwoTalkAsync(Func<AsteriskPbxOptions, AsteriskPbxOptions>? with = null) => StartAsync("02", "HangupRequest", with);

    /// <summary>Gives a command; once an action of it is there, lets Asterisk tell what happened.</summary>
    public async Task<CommandResult> GiveAsync(PbxCommand command, string action, params AmiMessage[] effects)
    {
        var given = Pbx.ExecuteAsync(command).AsTask();
        if (await Task.WhenAny(Asterisk.ReceivedAsync(action), given) != given)
        {
            await Asterisk.SendEventAsync(effects);
        }
        return await given.WaitAsync(LivePbx.Patience);
    }

    /// <summary>What came of an action, without its id: a header a line.</summary>
    public string Sent(string action) => string.Join('\n', Asterisk.Received
        .Where(message => string.Equals(message["Action"], action, StringComparison.OrdinalIgnoreCase))
        .Select(message => string.Join('\n', message.Where(header => header.Name is not ("ActionID" or "ChannelId")).Select(header => $"{header.Name}: {header.Value}"))));

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    /// <summary>An event.</summary>
    public static AmiMessage Event(string name, params (string Name, string Value)[] headers) =>
        new(headers.Select(header => new AmiHeader(header.Name, header.Value)).Prepend(new AmiHeader("Privilege", "call,all")).Prepend(new AmiHeader("Event", name)));
}
