using System.Net;
using Tandem.Media;
using Tandem.Media.Mixing;
using Tandem.Media.Recording;
using Tandem.Media.Srtp;
using Tandem.Media.Tones;

namespace Tandem.MediaLoad;

/// <summary>Gives the channels of the engine what to do.</summary>
internal sealed class EngineWork(MediaEngine engine, LoadMode mode) : IDisposable
{
    private const int RoomSize = 100;

    private readonly DirectoryInfo _recordings = Directory.CreateTempSubdirectory("tandem-media-load-");
    private MediaChannel[] _channels = [];
    private Conference? _room;

    /// <summary>The keys of both directions of every leg; a load test has no secrets.</summary>
    public static byte[] Key { get; } = [.. Enumerable.Range(0, 30).Select(i => (byte)i)];

    public MediaChannel[] Open(int[] remotePorts)
    {
        MediaChannel[] channels = _channels = new MediaChannel[remotePorts.Length];
        for (int i = 0; i < channels.Length; i++)
        {
            MediaChannel? other = i % 2 == 1 && mode.IsPaired() ? channels[i - 1] : null;
            if (!engine.TryOpen(new MediaChannelOptions { Near = other }, out MediaChannel? channel))
                throw new InvalidOperationException("No ports are left; is the limit of open files high enough?");
            channels[i] = channel;
            channel.SetRemote(new MediaRemote
            {
                EndPoint = new IPEndPoint(IPAddress.Loopback, remotePorts[i]),
                Codec = mode.CodecOf(i),
                Srtp = mode == LoadMode.Srtp ? new SrtpParameters { Profile = SrtpProfile.AesCm128HmacSha1Tag80, LocalKey = Key, RemoteKey = Key } : null,
            });
            Start(channel, other, i);
        }

        return channels;
    }

    public void Dispose()
    {
        Array.ForEach(_channels, channel => channel.Close());
        _recordings.Delete(recursive: true);
    }

    private void Start(MediaChannel channel, MediaChannel? other, int index)
    {
        switch (mode)
        {
            case LoadMode.Echo:
                channel.Echo();
                break;
            case LoadMode.Tone:
                channel.Play(new ToneSource(440));
                break;
            case LoadMode.Listen:
                channel.Listen(new SampleSink(TimeSpan.FromMilliseconds(20)));
                break;
            case LoadMode.Record:
                channel.Record(new RecordOptions { Path = Path.Combine(_recordings.FullName, $"{index}.wav") });
                break;
            case LoadMode.Conference:
                _room = index % RoomSize == 0 ? engine.OpenConference() : _room!;
                _room.Join(channel);
                break;
            default:
                if (other is not null)
                    channel.Bridge(other);
                break;
        }
    }
}
