using Tandem.Media.Mixing;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Tones;

namespace Tandem.Media.Tests.Mixing;

public class ConferenceTests
{
    [Theory]
    [MemberData(nameof(TestEngine.Backends), MemberType = typeof(TestEngine))]
    public async Task ChannelsOfAllThreadsMeetAndHearEachOther(Backend backend)
    {
        await using var engine = new TestEngine(backend);
        Conference room = engine.Engine.OpenConference();
        var phones = new List<(MediaChannel Phone, MediaChannel Leg, ToneDetector Heard)>();
        for (int i = 0; i < 3; i++)
        {
            MediaChannel phone = engine.Open(), leg = engine.Open();
            AudioCodec codec = i == 2 ? AudioCodec.G722 : AudioCodec.Pcma;
            phone.SetRemote(new MediaRemote { EndPoint = leg.LocalEndPoint, Codec = codec });
            leg.SetRemote(new MediaRemote { EndPoint = phone.LocalEndPoint, Codec = codec });
            var heard = new ToneDetector();
            phone.Listen(heard);
            room.Join(leg);
            phones.Add((phone, leg, heard));
        }

        Eventually.True(() => room.Count == 3);
        phones[0].Phone.Play(new ToneSource(440));
        Eventually.True(() => Hears(1, 440) && Hears(2, 440));

        // Whoever leaves hears nothing more of the room, and is usable.
        phones[1].Leg.Unbridge();
        phones[2].Leg.Close();
        Eventually.True(() => room.Count == 1);
        phones[1].Leg.Play(new ToneSource(880));
        Eventually.True(() => Hears(1, 880));

        var ended = new TaskCompletionSource<PlayEndReason>();
        room.PlayEnded += (_, _, reason) => ended.TrySetResult(reason);
        room.Join(phones[1].Leg);
        room.Play(new ToneSource(600));
        room.Close();
        Assert.Equal(PlayEndReason.ChannelClosed, await ended.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Eventually.True(() => room.Count == 0);

        bool Hears(int phone, double frequency) =>
            phones[phone].Heard.TryMeasure(out ToneMeasurement tone) && tone.Share > 0.97 && Math.Abs(tone.Frequency - frequency) < 2;
    }

    [Fact]
    public async Task AChannelOfAnotherEngineOrAGainOutOfRangeIsRefused()
    {
        await using var engine = new TestEngine();
        await using var other = new TestEngine();
        Conference room = engine.Engine.OpenConference();
        Assert.Throws<ArgumentException>(() => room.Join(other.Open()));
        Assert.Throws<ArgumentException>(() => room.Join(engine.Open(), new ConferenceMember { WhispersTo = other.Open() }));
        Assert.Throws<ArgumentOutOfRangeException>(() => room.Join(engine.Open(), new ConferenceMember { Gain = 21 }));
    }

    [Fact]
    public async Task ChannelsThatAreBridgedAndJoinedByManyThreadsStayWhole()
    {
        await using var engine = new TestEngine(options: new MediaOptions { Address = System.Net.IPAddress.Loopback, FirstPort = 0, Shards = 4 });
        MediaChannel[] channels = [.. Enumerable.Range(0, 12).Select(_ => engine.Open())];
        Conference[] rooms = [.. Enumerable.Range(0, 3).Select(_ => engine.Engine.OpenConference())];
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 300; i++)
            {
                MediaChannel one = channels[random.Next(12)], two = channels[random.Next(12)];
                if (random.Next(2) == 0)
                    rooms[random.Next(3)].Join(one);
                else if (one == two)
                    one.Unbridge();
                else
                    one.Bridge(two);
            }
        });
        foreach (MediaChannel channel in channels)
            rooms[0].Join(channel);
        Eventually.True(() => rooms[0].Count == 12 && rooms[1].Count == 0 && rooms[2].Count == 0);
        Assert.Equal(12, engine.Engine.Statistics.OpenChannels);
    }
}
