using FsCheck;
using FsCheck.Fluent;
using Tandem.Media.Engine;

namespace Tandem.Media.Tests.Engine;

public class HandoverQueueTests
{
    [Fact]
    public void ItGivesWhatAQueueGives() => Prop.ForAll(ArbMap.Default.ArbFor<bool[]>(), steps =>
    {
        var queue = new HandoverQueue<string>();
        var model = new Queue<string>();
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i])
            {
                queue.Enqueue($"{i}");
                model.Enqueue($"{i}");
            }
            else if (queue.TryDequeue(out string? item) != model.TryDequeue(out string? expected) || item != expected)
            {
                return false;
            }
        }

        return Rest(queue).SequenceEqual(model);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task OfManyThreadsNothingIsLostAndEachKeepsItsOrder()
    {
        const int threads = 4;
        const int items = 20_000;
        var queue = new HandoverQueue<Tuple<int, int>>();
        Task putting = Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < items; i++)
                queue.Enqueue(Tuple.Create(thread, i));
        })));

        int[] next = new int[threads];
        while (!putting.IsCompleted || next.Sum() < threads * items)
        {
            if (!queue.TryDequeue(out Tuple<int, int>? item))
            {
                Assert.False(putting.IsCompleted && !queue.TryDequeue(out item), $"only {next.Sum()} came");
                if (item is null)
                    continue;
            }

            Assert.Equal(next[item.Item1]++, item.Item2);
        }

        await putting;
        Assert.False(queue.TryDequeue(out _));
    }

    private static IEnumerable<string> Rest(HandoverQueue<string> queue)
    {
        while (queue.TryDequeue(out string? item))
            yield return item;
    }
}
