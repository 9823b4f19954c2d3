using FsCheck;
using FsCheck.Fluent;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Exchanges;

public sealed class ExchangeProperties
{
    [Fact]
    public void The_exchange_equals_the_union_of_its_sources() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(300),
            Prop.ForAll(Gen.Choose(0, 1 << 20).ArrayOf().ToArbitrary(), steps => Assert.True(Run(steps).Wait(TimeSpan.FromSeconds(60)))));

    private static async Task Run(int[] steps)
    {
        FakePbx[] sources = [new("s0"), new("s1"), new("s2")];
        RandomHistory[] histories = Array.ConvertAll(sources, source => new RandomHistory(source.State, source.Name));
        await using var exchange = new Exchange();
        using OutboxConsumer history = exchange.Model.Outbox.Subscribe("history");
        exchange.Add(sources[0]);
        exchange.Add(sources[1]);
        using Watcher watcher = exchange.Model.SnapshotAndWatch(capacity: int.MaxValue);
        var replica = new ModelReplica();
        for (int i = 0; i < steps.Length; i++)
        {
            if (i == steps.Length / 2)
                exchange.Add(sources[2]);
            histories[steps[i] / 16 % 3].Step(steps[i]);
            if (steps[i] % 7 == 0 && history.Depth > 0)
                history.Acknowledge((await history.ReadAsync(2))[^1].Number);
        }

        if (steps.Length == 0)
            exchange.Add(sources[2]);

        // The last change of each source, by which we know that everything before it has arrived.
        foreach (FakePbx source in sources)
            source.State.Write(ChangeKind.Configured, writer => writer.Upsert(TestCalls.Extension("end", source: source.Name)));
        await ExchangeTests.Until(exchange.Model, snapshot => snapshot.Extensions.Count(item => item.Number == "end") == 3);
        while (watcher.TryRead(out Frame? frame))
            Assert.True(replica.TryApply(frame));
        SnapshotAssert.Same(exchange.Model.Snapshot(), replica.Snapshot());

        // What the exchange has archived, the sources have too.
        SnapshotAssert.Same(Union(sources), exchange.Model.Snapshot());
        while (history.Depth > 0)
            history.Acknowledge((await history.ReadAsync(3))[^1].Number);
        SnapshotAssert.Same(Union(sources), exchange.Model.Snapshot());
        Assert.DoesNotContain(exchange.Model.Snapshot().Conversations, item => item.EndedAt is not null);
    }

    private static PbxSnapshot Union(FakePbx[] sources)
    {
        Entity[] all = [.. sources.SelectMany(source => source.State.Snapshot().Entities)];
        return new PbxSnapshot(default, [.. Enum.GetValues<EntityKind>().Select(kind => all.Where(item => item.Kind == kind).ToArray())]);
    }
}
