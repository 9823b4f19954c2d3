using System.Net;

namespace Tandem.Media.Tests;

public class MediaOptionsTests
{
    public static TheoryData<MediaOptions, string> OutOfRange => new()
    {
        { new MediaOptions { Address = null! }, "Address" },
        { new MediaOptions { FirstPort = 80 }, "FirstPort" },
        { new MediaOptions { FirstPort = 65535, LastPort = 65535 }, "FirstPort" },
        { new MediaOptions { FirstPort = 20000, LastPort = 20000 }, "LastPort" },
        { new MediaOptions { FirstPort = 20001, LastPort = 20002 }, "LastPort" },
        { new MediaOptions { LastPort = 65536 }, "LastPort" },
        { new MediaOptions { Shards = -1 }, "Shards" },
        { new MediaOptions { Shards = 257 }, "Shards" },
        { new MediaOptions { PortReuseDelay = TimeSpan.FromSeconds(-1) }, "PortReuseDelay" },
        { new MediaOptions { LatchPackets = 1 }, "LatchPackets" },
        { new MediaOptions { RelatchSilence = TimeSpan.Zero }, "RelatchSilence" },
    };

    [Fact]
    public void TheDefaultsAreValid() => new MediaOptions().Validate();

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void ASettingOutOfRangeIsNamed(MediaOptions options, string key)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new MediaEngine(options));
        Assert.Equal(key, error.ParamName);
        Assert.Contains(key, error.Message);
    }

    [Fact]
    public async Task ARemoteOutOfRangeIsNamed()
    {
        await using var engine = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
        Assert.True(engine.TryOpen(new MediaChannelOptions(), out MediaChannel? channel));
        var valid = new MediaRemote { EndPoint = new IPEndPoint(IPAddress.Loopback, 4000), Codec = AudioCodec.Pcmu };
        Assert.Equal("TelephoneEventPayloadType", Error(valid with { TelephoneEventPayloadType = 95 }));
        Assert.Equal("Codec", Error(valid with { Codec = (AudioCodec)77 }));
        Assert.Equal("PayloadType", Error(valid with { PayloadType = 128 }));
        Assert.Equal("EndPoint", Error(valid with { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }));
        Assert.Equal("EndPoint", Error(valid with { EndPoint = new IPEndPoint(IPAddress.IPv6Loopback, 4000) }));

        string? Error(MediaRemote remote) => Assert.Throws<ArgumentException>(() => channel.SetRemote(remote)).ParamName;
    }
}
