using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Hub.Registrations;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Registrar;

namespace Tandem.Hub.Tests.Registrations;

public sealed class StoredBindingsTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Bindings_survive_a_restart_as_they_were(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        Binding[] kept = [Binding("101", "sip:101@192.0.2.7:5062;transport=tcp", SipProtocol.Tcp), Binding("101", "sip:101@[2001:db8::7]", SipProtocol.Udp),
            Binding("101", "sip:101@[2001:db8::7]", SipProtocol.Udp) with { Instance = "urn:uuid:1", RegId = 2, Path = "<sip:192.0.2.1;lr>, <sip:[2001:db8::1];lr>" }];
        await RunAsync(store, async bindings =>
        {
            await bindings.SetAsync("101", kept, default);
            await bindings.SetAsync("102", [Binding("102", "sip:102@192.0.2.8", SipProtocol.Udp)], default);
            await bindings.SetAsync("102", [], default);
        });

        await RunAsync(store, async bindings =>
        {
            IReadOnlyList<Binding> loaded = await bindings.LoadAsync(default);
            Assert.Equal(kept.OrderBy(binding => $"{binding.Contact} {binding.RegId}"), loaded.OrderBy(binding => $"{binding.Contact} {binding.RegId}"));
            Assert.Equal(3, (await bindings.FindAsync("101", default)).Count);
            Assert.Empty(await bindings.FindAsync("102", default));
        });
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_change_is_in_the_store_within_a_second(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        await RunAsync(store, async running =>
        {
            await running.SetAsync("101", [Binding("101", "sip:101@192.0.2.7", SipProtocol.Udp)], default);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            IReadOnlyList<Binding> seen;
            do
            {
                seen = await new StoredBindings(store, TimeProvider.System, NullLogger<StoredBindings>.Instance).LoadAsync(patience.Token);
            }
            while (seen.Count == 0);
            Assert.Equal("101", Assert.Single(seen).User);
        });
    }

    private static async Task RunAsync(Store store, Func<StoredBindings, Task> use)
    {
        using var bindings = new StoredBindings(store, TimeProvider.System, NullLogger<StoredBindings>.Instance);
        await bindings.StartAsync(default);
        await use(bindings);
        await bindings.StopAsync(default);
    }

    private static Binding Binding(string user, string contact, SipProtocol protocol) => new()
    {
        User = user,
        Contact = SipUri.Parse(contact),
        Protocol = protocol,
        Source = IPEndPoint.Parse("203.0.113.9:40000"),
        IsBehindNat = true,
        CallId = "call",
        Sequence = 4_000_000_000,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000),
        Priority = 0.5,
        UserAgent = "Phone 1",
        Id = new Guid("0193a0b1-c2d3-7e4f-8506-17000000000a"),
        RegisteredAt = DateTimeOffset.UnixEpoch.AddSeconds(1_799_990_000),
        RefreshedAt = DateTimeOffset.UnixEpoch.AddSeconds(1_799_996_400),
        Allow = "INVITE, ACK, BYE",
        ServerHost = "pbx.example.org",
    };
}
