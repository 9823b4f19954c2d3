using System.Net;
using Tandem.Sip.Resolution;
using Tandem.Sip.Testing;

namespace Tandem.Sip.Tests.Resolution;

public sealed class DnsClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task An_answer_is_kept_as_long_as_it_says()
    {
        using var server = new FakeDnsServer(query => [FakeDnsServer.Respond(query, answers: 1, records: FakeDnsServer.Record(1, 60, 192, 0, 2, 1))]);
        var client = Client(server);
        Assert.Equal("192.0.2.1", await AddressAsync(client, "A.Example."));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("192.0.2.1", await AddressAsync(client, "a.example"));
        Assert.Equal(1, server.Questions);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await AddressAsync(client, "a.example");

        Assert.Equal(2, server.Questions);
    }

    [Fact]
    public async Task An_absence_is_kept_as_long_as_its_zone_says()
    {
        byte[] zone = [.. FakeDnsServer.Name("ns.example"), .. FakeDnsServer.Name("admin.example"), .. new byte[16], 0, 0, 0, 30];
        using var server = new FakeDnsServer(query => [FakeDnsServer.Respond(query, code: 3, authorities: 1, records: FakeDnsServer.Record(6, 900, zone))]);
        var client = Client(server);
        for (var i = 0; i < 3; i++)
        {
            var answer = await QueryAsync(client, "none.example");
            Assert.Equal((0, false), (answer.Records.Count, answer.IsFailure));
        }
        Assert.Equal(1, server.Questions);
        _clock.Advance(TimeSpan.FromSeconds(31));
        await QueryAsync(client, "none.example");

        Assert.Equal(2, server.Questions);
    }

    [Fact]
    public async Task The_next_server_is_asked_where_one_fails_or_says_nothing()
    {
        using var broken = new FakeDnsServer(query => [FakeDnsServer.Respond(query, code: 2)]);
        using var silent = new FakeDnsServer(_ => []);
        using var good = new FakeDnsServer(query => [FakeDnsServer.Respond(query, answers: 1, records: FakeDnsServer.Record(1, 60, 192, 0, 2, 1))]);
        var client = Client(broken, silent, good);
        var answer = AddressAsync(client, "a.example");
        while (silent.Questions == 0)
        {
            await Task.Yield();
        }
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("192.0.2.1", await answer);
    }

    [Fact]
    public async Task Where_no_server_answers_that_is_a_failure_and_no_absence()
    {
        using var broken = new FakeDnsServer(query => [FakeDnsServer.Respond(query, code: 5)]);
        var client = Client(broken);

        Assert.True((await QueryAsync(client, "a.example")).IsFailure);
        Assert.Equal(2, broken.Questions);
        Assert.True((await QueryAsync(client, "a.example")).IsFailure);
        Assert.Equal(2, broken.Questions);
    }

    [Fact]
    public async Task Forged_answers_are_passed_over()
    {
        using var server = new FakeDnsServer(query =>
        {
            var forged = FakeDnsServer.Respond(query, answers: 1, records: FakeDnsServer.Record(1, 60, 6, 6, 6, 6));
            var otherNumber = (byte[])forged.Clone();
            otherNumber[0] ^= 1;
            var otherName = (byte[])forged.Clone();
            otherName[13] = (byte)'b';
            var request = (byte[])forged.Clone();
            request[2] = 1;
            return [otherNumber, otherName, request, [], [1, 2, 3], FakeDnsServer.Respond(query, answers: 1, records: FakeDnsServer.Record(1, 60, 192, 0, 2, 1))];
        });

        Assert.Equal("192.0.2.1", await AddressAsync(Client(server), "a.example"));
    }

    [Fact]
    public async Task What_an_answer_says_of_other_names_is_nobodys_word()
    {
        using var server = new FakeDnsServer(query =>
        [
            FakeDnsServer.Respond(query, answers: 3, records:
            [
                .. FakeDnsServer.Record(5, 60, FakeDnsServer.Name("alias.example")),
                .. FakeDnsServer.Record(FakeDnsServer.Name("bank.example"), 1, 60, [6, 6, 6, 6]),
                .. FakeDnsServer.Record(FakeDnsServer.Name("alias.example"), 1, 60, [192, 0, 2, 7]),
            ]),
        ]);

        Assert.Equal("192.0.2.7", await AddressAsync(Client(server), "a.example"));
    }

    [Fact]
    public async Task Many_who_ask_the_same_at_once_ask_once()
    {
        using var gate = new ManualResetEventSlim();
        using var server = new FakeDnsServer(query =>
        {
            gate.Wait(Patience);
            return [FakeDnsServer.Respond(query, answers: 1, records: FakeDnsServer.Record(1, 60, 192, 0, 2, 1))];
        });
        var client = Client(server);
        var asking = Enumerable.Range(0, 50).Select(_ => AddressAsync(client, "a.example")).ToArray();
        gate.Set();

        Assert.All(await Task.WhenAll(asking), address => Assert.Equal("192.0.2.1", address));
        Assert.Equal(1, client.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a b.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example")]
    public async Task What_is_no_name_is_not_asked_for(string name)
    {
        var client = new DnsClient(new DnsClientOptions { Servers = [new IPEndPoint(IPAddress.Loopback, 9)] });

        Assert.Empty((await QueryAsync(client, name)).Records);
        Assert.Equal(0, client.Asked);
    }

    private DnsClient Client(params FakeDnsServer[] servers) => new(new DnsClientOptions { Servers = [.. servers.Select(server => server.EndPoint)] }, _clock);

    private static Task<DnsAnswer> QueryAsync(DnsClient client, string name) => client.QueryAsync(name, DnsType.A).WaitAsync(Patience);

    private static async Task<string> AddressAsync(DnsClient client, string name) =>
        Assert.IsType<AddressRecord>(Assert.Single((await QueryAsync(client, name)).Records)).Address.ToString();
}
