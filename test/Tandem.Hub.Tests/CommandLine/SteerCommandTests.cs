using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Hub.CommandLine;
using Tandem.Hub.CommandLine.Steering;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.CommandLine;

public sealed class SteerCommandTests
{
    [Fact]
    public async Task The_example_of_every_command_is_taken_by_the_hub_and_told_in_a_sentence()
    {
        await using var hub = await StartAsync();
        var given = new HashSet<Type>();
        foreach (var example in Leaves(SteerCommands.Create()).Select(Example))
        {
            var (code, text) = await RunAsync(hub, example);
            Assert.True(code == 0, $"tandem {example}");
            Assert.Matches(@"^[^{}]+$", text.Trim());
            given.Add(Office(hub).Executed.Last().GetType());
        }
        var all = typeof(PbxCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PbxCommand)) && !type.IsAbstract);
        Assert.Equal([typeof(CallCommand), typeof(HangUpCommand)], all.Except(given).OrderBy(type => type.Name));
    }

    [Fact]
    public async Task What_is_typed_is_what_the_exchange_is_told()
    {
        await using var hub = await StartAsync();
        foreach (var (line, command) in new (string, PbxCommand)[]
        {
            ("transfer office:1.1 +4930", new BlindTransferCommand("office:1.1", "+4930")),
            ("park office:1.1 --lot default --timeout 60", new ParkCommand("office:1.1", "default", null, TimeSpan.FromSeconds(60))),
            ("retrieve 101 office:default/701", new RetrieveCommand("office:101", "office:default/701")),
            ("queue resume office:sales/eu 101", new PauseQueueMemberCommand("office:sales/eu", "101", false)),
            ("queue pause sales/eu 101 --reason lunch", new PauseQueueMemberCommand("office:sales/eu", "101", true, "lunch")),
            ("forward set 101 busy --voicemail", new SetForwardCommand("office:101", ForwardCondition.Busy, ForwardTarget.Voicemail)),
            ("forward set 101 always 030", new SetForwardCommand("office:101", ForwardCondition.Always, new ForwardTarget("030"))),
            ("variable office:1.1 A", new SetVariableCommand("office:1.1", "A", "")),
        })
        {
            Assert.Equal(0, (await RunAsync(hub, line)).Code);
            Assert.Equal(command, Office(hub).Executed.Last());
        }
    }

    [Fact]
    public async Task The_answer_is_printed_as_JSON_where_it_is_wanted()
    {
        await using var hub = await StartAsync();
        var (_, text) = await RunAsync(hub, "park office:1.1 --json");
        Assert.Equal("office:1.1", (string?)JsonNode.Parse(text)!["id"]);
    }

    [Fact]
    public async Task What_is_refused_is_told_in_the_words_of_the_exchange()
    {
        await using var hub = await StartAsync();
        Office(hub).Answer = _ => Task.FromResult(CommandResult.Refused("101 talks to nobody."));
        Assert.Equal("101 talks to nobody. (409)", (await Assert.ThrowsAsync<ApiException>(() => RunAsync(hub, "hold office:1.1"))).Message);
        Assert.StartsWith("There is no Channel 'none'.", (await Assert.ThrowsAsync<ApiException>(() => RunAsync(hub, "hold none"))).Message, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync(hub, "forward set 101 sometimes 102")).Code);
    }

    private static IEnumerable<Command> Leaves(IEnumerable<Command> commands) =>
        commands.SelectMany(command => command.Subcommands.Count == 0 ? [command] : Leaves(command.Subcommands));

    private static string Example(Command command) => command.Description!.Split('\n')[^1].Trim()["tandem ".Length..];

    private static async Task<(int Code, string Text)> RunAsync(TestHub hub, string line)
    {
        var output = new StringWriter { NewLine = "\n" };
        var parsed = TandemCommand.Create().Parse($"{line} --url {hub.Url} --token {TestHub.OperatorToken}");
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = TextWriter.Null, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }

    private static FakePbx Office(TestHub hub) => (FakePbx)hub.Exchange.Sources.Single(source => source.Name == "office");

    private static async Task<TestHub> StartAsync()
    {
        var office = new FakePbx("office")
        {
            Capabilities = [.. typeof(Capability).GetProperties().Where(property => property.PropertyType == typeof(Capability)).Select(property => (Capability)property.GetValue(null)!)],
            Answer = command => Task.FromResult(CommandResult.Done(ObjectId.Parse(command.Target.Text))),
        };
        office.Extension(TestHub.Domain, "101");
        office.State.Write(ChangeKind.QueueChanged, writer =>
        {
            foreach (var leg in new[] { "1.1", "1795208248.0" })
            {
                writer.Upsert(new Channel
                {
                    Id = office.Id(leg),
                    Domain = TestHub.Domain,
                    Direction = ChannelDirection.Inbound,
                    OfferedAt = writer.Now,
                    State = new ChannelState.Bridged(),
                    StateSince = writer.Now,
                });
            }
            writer.Upsert(new Queue { Id = office.Id("401"), Domain = TestHub.Domain, Name = "401" });
            writer.Upsert(new Queue { Id = office.Id("sales/eu"), Domain = TestHub.Domain, Name = "sales" });
            writer.Upsert(new Conference { Id = office.Id("800"), Domain = TestHub.Domain });
        });
        var hub = await TestHub.StartAsync(otherSources: office);
        await Eventually.Async(() => Task.FromResult(office.State.Snapshot().Entities.ToHashSet().SetEquals(hub.Exchange.Model.Snapshot().Entities.Where(entity => entity.Source == "office"))));
        return hub;
    }
}
