using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Hub.History;
using Tandem.Hub.Storage;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.History;

/// <summary>A model with a history writer on a store.</summary>
internal sealed class HistoryHarness : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private HistoryHarness(Store store, bool ownsStore)
    {
        Store = store;
        OwnsStore = ownsStore;
        Writer = new HistoryWriter(State.Outbox, new HistoryStore(store), TimeProvider.System, NullLogger<HistoryWriter>.Instance);
        Reader = new HistoryReader(store);
    }

    public PbxState State { get; } = new("s");

    public Store Store { get; }

    public HistoryWriter Writer { get; }

    public HistoryReader Reader { get; }

    private bool OwnsStore { get; }

    public static async Task<HistoryHarness> StartAsync(Store store, bool ownsStore = true)
    {
        var harness = new HistoryHarness(store, ownsStore);
        await harness.Writer.StartAsync(default);
        return harness;
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(default);
        Writer.Dispose();
        if (OwnsStore)
            await Store.DisposeAsync();
    }

    public async Task<HealthStatus> HealthAsync() => (await Writer.CheckHealthAsync(new HealthCheckContext())).Status;

    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(HistoryQuery? query = null) =>
        (await Reader.ReadAsync(query ?? new HistoryQuery())).Entries;

    /// <summary>Reads again and again until it is so; fails when it never is.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> UntilAsync(Func<IReadOnlyList<HistoryEntry>, bool> isSo)
    {
        IReadOnlyList<HistoryEntry> entries = [];
        await UntilAsync(async () => isSo(entries = await ReadAsync()));
        return entries;
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }

    public void Start(string id, string from, string to, DateTimeOffset? at = null, string domain = "a", string toDomain = "a") =>
        State.Write(ChangeKind.Offered, writer =>
        {
            Channel first = Leg(id, id, ChannelDirection.Inbound, from, to, domain, at ?? writer.Now);
            Channel second = Leg($"{id}-b", id, ChannelDirection.Outbound, from, to, toDomain, at ?? writer.Now);
            writer.Upsert(first);
            writer.Upsert(second);
            writer.Upsert(new Conversation
            {
                Id = first.Id,
                Domain = domain,
                Direction = CallDirection.Internal,
                Calling = first.Calling,
                Called = first.Called,
                StartedAt = at ?? writer.Now,
                Participants =
                [
                    new Participant { Channel = first.Id, Domain = domain, Party = first.Calling, User = new DirectoryReference(1, null) },
                    new Participant { Channel = second.Id, Domain = toDomain, Party = first.Called },
                ],
                Timeline = [new TimelineEntry(at ?? writer.Now, ChangeKind.Offered, first.Id, to)],
            });
        });

    public void Answer(string id) => State.Write(ChangeKind.Answered, writer =>
        writer.Update<Conversation>(new ObjectId("s", id), item => item with { AnsweredAt = writer.Now }));

    public void End(string id, MediaQuality? media = null) => State.Write(ChangeKind.HungUp, writer =>
    {
        foreach (Channel leg in writer.All<Channel>().Where(item => item.Conversation == new ObjectId("s", id)))
        {
            writer.Upsert(leg with { HungUpAt = writer.Now, HangupCause = HangupCause.NormalClearing, Media = media });
            writer.Remove<Channel>(leg.Id);
        }

        writer.Update<Conversation>(
            new ObjectId("s", id), item => item with { EndedAt = writer.Now, HangupCause = HangupCause.NormalClearing });
    });

    private static Channel Leg(
        string id, string conversation, ChannelDirection direction, string from, string to, string domain, DateTimeOffset at) => new()
        {
            Id = new ObjectId("s", id),
            Domain = domain,
            Direction = direction,
            Calling = new Party($"Name of {from}", from),
            Called = new Party(null, to),
            OfferedAt = at,
            State = new ChannelState.Calling(),
            StateSince = at,
            Conversation = new ObjectId("s", conversation),
        };
}
