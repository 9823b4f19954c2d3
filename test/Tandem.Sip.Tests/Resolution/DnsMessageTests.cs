using FsCheck.Fluent;
using Tandem.Sip.Resolution;

namespace Tandem.Sip.Tests.Resolution;

public sealed class DnsMessageTests
{
    private static readonly byte[] Query = DnsMessage.WriteQuery(0x1234, "_sip._udp.a.example", DnsType.Srv);
    private static readonly byte[] Response = FakeDnsServer.Respond(
        Query,
        answers: 3,
        authorities: 1,
        records:
        [
            .. FakeDnsServer.Record(33, 60, [0, 1, 0, 2, 0x13, 0xC4, .. FakeDnsServer.Name("b.example")]),
            .. FakeDnsServer.Record(35, 60, [0, 1, 0, 2, 1, (byte)'s', 7, .. "SIP+D2U"u8, 0, 0xC0, 12]),
            .. FakeDnsServer.Record(28, 60, new byte[16]),
            .. FakeDnsServer.Record(6, 60, [0xC0, 12, 0xC0, 12, .. new byte[20]]),
        ]);

    [Fact]
    public void A_response_gives_the_records_that_were_asked_for()
    {
        var record = Assert.IsType<ServiceRecord>(Assert.Single(Parse(Response)!.Answers));

        Assert.Equal(("b.example", 5060, 1, 2), (record.Target, record.Port, record.Priority, record.Weight));
    }

    [Fact]
    public void Bad_bytes_are_none_and_do_no_harm()
    {
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), bytes =>
        {
            Parse(bytes);
            Parse([.. Response[..12], .. bytes]);
            return true;
        }).CheckAlways();
        var mutation = from at in Gen.Choose(0, Response.Length - 1) from value in Gen.Choose(0, 255) select (at, value);
        Prop.ForAll(mutation.ListOf().ToArbitrary(), changes =>
        {
            var bytes = (byte[])Response.Clone();
            foreach (var (at, value) in changes)
            {
                bytes[at] = (byte)value;
            }
            Parse(bytes);
            return true;
        }).CheckAlways();
        for (var length = 0; length < Response.Length; length++)
        {
            Assert.Null(Parse(Response[..length]));
        }
    }

    [Fact]
    public void A_name_that_points_at_itself_is_none()
    {
        byte[] loop = [.. FakeDnsServer.Respond(Query, answers: 1), 0xC0, (byte)FakeDnsServer.Respond(Query).Length, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

        Assert.Null(Parse(loop));
    }

    private static DnsMessage? Parse(byte[] bytes) => DnsMessage.Parse(bytes, 0x1234, "_sip._udp.a.example", DnsType.Srv);
}
