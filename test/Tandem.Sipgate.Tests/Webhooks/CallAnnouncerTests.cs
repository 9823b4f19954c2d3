using Tandem.Sip.Testing;
using Tandem.Sipgate.Tests.Stub;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

/// <summary>Play and hang up, play and transfer: what sipgate does not do by itself, done after the sound's own length.</summary>
public sealed class CallAnnouncerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task TheCallIsHungUpWhenTheSoundHasEndedAndNotBefore()
    {
        await using var scene = await Scene.StartAsync(seconds: 3);
        var response = await scene.Announcer.PlayAndHangUpAsync("77", scene.Sound, TimeSpan.FromSeconds(1));
        Assert.Contains(scene.Sound.AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal), response.ToString(), StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Empty(scene.Sipgate.Requests);
        scene.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await scene.UntilAskedAsync();
        Assert.Equal("DELETE /v2/calls/77", Assert.Single(scene.Sipgate.Lines));
    }

    [Fact]
    public async Task TheCallIsTransferredWhenTheSoundHasEnded()
    {
        await using var scene = await Scene.StartAsync(seconds: 1);
        await scene.Announcer.PlayAndTransferAsync("77", scene.Sound, "+4921165432", attended: true);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await scene.UntilAskedAsync();
        Assert.Equal("""POST /v2/calls/77/transfer {"attended":true,"phoneNumber":"+4921165432"}""", $"{scene.Sipgate.Lines.Single()} {scene.Sipgate.Requests[0].Json}");
    }

    [Fact]
    public async Task WhatWasBegunIsGivenUpWithTheAnnouncer()
    {
        await using var scene = await Scene.StartAsync(seconds: 60);
        await scene.Announcer.PlayAndHangUpAsync("77", scene.Sound);
        await scene.Announcer.DisposeAsync().AsTask().WaitAsync(Patience);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(scene.Sipgate.Requests);
    }

    [Fact]
    public async Task ASoundThatSipgateDoesNotPlayIsRefusedAndNothingIsBegun()
    {
        await using var scene = await Scene.StartAsync(seconds: 1, rate: 44_100);
        await Assert.ThrowsAsync<SipgateValidationException>(() => scene.Announcer.PlayAndHangUpAsync("77", scene.Sound));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(scene.Sipgate.Requests);
    }

    private sealed class Scene(StubServer sipgate, SoundServer sounds, HttpClient http, SipgateClient client, ManualTimeProvider clock) : IAsyncDisposable
    {
        public StubServer Sipgate => sipgate;

        public Uri Sound => sounds.Sound;

        public ManualTimeProvider Clock => clock;

        public CallAnnouncer Announcer { get; } = new(client, new AnnouncementChecker(http), clock);

        public static async Task<Scene> StartAsync(int seconds, int rate = 8000)
        {
            var sipgate = await StubServer.StartAsync();
            return new Scene(sipgate, await SoundServer.StartAsync(WaveFile.Make(seconds, rate: rate)), new HttpClient(), sipgate.CreateClient(), new ManualTimeProvider());
        }

        public async Task UntilAskedAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            while (Sipgate.Requests.Count == 0)
            {
                await Task.Delay(1, patience.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Announcer.DisposeAsync();
            client.Dispose();
            http.Dispose();
            await sounds.DisposeAsync();
            await sipgate.DisposeAsync();
        }
    }
}
