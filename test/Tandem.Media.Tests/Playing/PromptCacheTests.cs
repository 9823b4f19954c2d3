using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Media.Playing;
using Tandem.Media.Tests.Testing;
using Tandem.Media.Wave;

namespace Tandem.Media.Tests.Playing;

public sealed class PromptCacheTests : IDisposable
{
    private static readonly byte[] Prompt = WaveWriter.Format(new PcmAudio(8000, Signal.Tone(440, 8000, 0.1)));

    private readonly ManualTimeProvider _time = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private int _requests;
    private byte[] _body = Prompt;
    private string _head = "HTTP/1.1 200 OK";

    public PromptCacheTests()
    {
        _server.Start();
        _ = ServeAsync();
    }

    private Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/prompt.wav");

    [Fact]
    public async Task APromptIsFetchedOnceUntilItIsOld()
    {
        using var cache = new PromptCache(new PromptCacheOptions { AllowPrivateAddresses = true }, _time);
        PcmAudio[] together = await Task.WhenAll(cache.GetAsync(Url), cache.GetAsync(Url), cache.GetAsync(Url));
        Assert.All(together, audio => Assert.Same(together[0], audio));
        Assert.Equal(800, together[0].Samples.Length);
        Assert.Equal(1, _requests);
        _time.Advance(TimeSpan.FromMinutes(5));
        await cache.GetAsync(Url);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task ThePrivateNetworkIsOutOfReach()
    {
        using var cache = new PromptCache();
        foreach (string host in (string[])["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0"])
        {
            var url = new Uri($"http://{host}:{Url.Port}/prompt.wav");
            IOException error = await Assert.ThrowsAsync<IOException>(() => cache.GetAsync(url));
            Assert.Contains("no public address", error.Message);
        }

        Assert.Equal(0, _requests);
        await Assert.ThrowsAsync<ArgumentException>(() => cache.GetAsync(new Uri("file:///etc/passwd")));
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1", true)]
    public void AddressesOfTheInternetAreTold(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task WhatIsTooLongOrNoSoundOrNotThereIsRefusedAndTriedAgain()
    {
        using var cache = new PromptCache(new PromptCacheOptions { AllowPrivateAddresses = true, MaxFileBytes = 2000 });
        _body = new byte[3000];
        await Assert.ThrowsAsync<IOException>(() => cache.GetAsync(Url));
        _body = [1, 2, 3];
        await Assert.ThrowsAsync<InvalidDataException>(() => cache.GetAsync(Url));
        _head = "HTTP/1.1 404 Not Found";
        await Assert.ThrowsAsync<IOException>(() => cache.GetAsync(Url));
        (_head, _body) = ("HTTP/1.1 200 OK", Prompt);
        Assert.Equal(800, (await cache.GetAsync(Url)).Samples.Length);
    }

    [Fact]
    public async Task TheMemoryIsBounded()
    {
        using var cache = new PromptCache(new PromptCacheOptions { AllowPrivateAddresses = true, MaxFileBytes = 2000, MaxBytes = 4000 });
        Uri[] urls = [.. Enumerable.Range(0, 4).Select(i => new Uri(Url, $"/{i}.wav"))];
        foreach (Uri url in urls)
            await cache.GetAsync(url);
        await cache.GetAsync(urls[3]);
        await cache.GetAsync(urls[2]);
        Assert.Equal(4, _requests);
        await cache.GetAsync(urls[0]);
        Assert.Equal(5, _requests);
    }

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _server.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                Interlocked.Increment(ref _requests);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{_head}\r\nContent-Length: {_body.Length}\r\nConnection: close\r\n\r\n"));
                await stream.WriteAsync(_body);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
