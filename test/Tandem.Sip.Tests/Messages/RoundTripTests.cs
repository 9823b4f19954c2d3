using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

/// <summary>What is written is read back as the same.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Text =
        ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => Clean(s.Get)).Where(s => s.Length > 0);

    private static readonly Gen<string> Token = Gen.Elements("abcXYZ019-.!%*_+`'~".ToCharArray()).NonEmptyListOf().Select(l => string.Concat(l));

    private static readonly Gen<string> Host = Gen.Elements("example.com", "192.0.2.7", "2001:db8::7", "localhost", "PBX");

    private static readonly Gen<int?> Port = Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 65535).Select(p => (int?)p));

    private static readonly Gen<SipUri> Uri =
        from host in Host
        from user in Text
        from port in Port
        from name in Token
        from value in Text
        select new SipUri(host, user, port).WithParameter(name, value);

    [Fact]
    public void A_uri() => Check(Uri, uri =>
    {
        var again = SipUri.Parse(uri.ToString());
        return again.Equals(uri) && again.User == uri.User && again.Port == uri.Port && again.Parameters.SequenceEqual(uri.Parameters)
            && again.ToString() == uri.ToString();
    });

    [Fact]
    public void An_address()
    {
        var addresses =
            from uri in Uri
            from display in Text
            from name in Token
            from value in Text
            select new NameAddress(uri, display, SipParameters.Empty.Set(name, value));
        Check(addresses, address =>
        {
            var again = NameAddress.Parse(address.ToString());
            return again.DisplayName == address.DisplayName && again.Uri.Equals(address.Uri) && again.ToString() == address.ToString()
                && again.Parameters[0].Value == address.Parameters[0].Value;
        });
    }

    [Fact]
    public void A_via()
    {
        var vias =
            from transport in Token
            from host in Host
            from port in Port
            from branch in Token
            from rport in ArbMap.Default.GeneratorFor<bool>()
            select new Via(transport, host, port, Via.MagicCookie + branch, rport);
        Check(vias, via =>
        {
            var again = Via.Parse(via.ToString());
            return again.ToString() == via.ToString() && again.Host == via.Host && again.Port == via.Port && again.Branch == via.Branch
                && again.HasRPort == via.HasRPort && again.Transport == via.Transport;
        });
    }

    [Fact]
    public void A_message()
    {
        var messages =
            from uri in Uri
            from method in Token
            from subject in Text
            from name in Token
            from value in Text
            from body in ArbMap.Default.GeneratorFor<byte[]>()
            select (uri, method, subject, name, value, body);
        Check(messages, m =>
        {
            var message = SipMessage.CreateRequest(SipMethod.Parse(m.method), m.uri);
            message.Add(SipHeaderName.Via, "SIP/2.0/UDP h;branch=z9hG4bK1");
            message.Add(SipHeaderName.From, new NameAddress(m.uri, m.subject).WithTag("a").ToString());
            message.Add(SipHeaderName.To, "<sip:b@h>");
            message.Add(SipHeaderName.CallId, "c");
            message.Add(SipHeaderName.CSeq, $"1 {m.method}");
            message.Add(SipHeaderName.Subject, m.subject);
            message.Add("X-" + m.name, m.value);
            message.Body = m.body;
            var result = SipParser.TryParse(message.ToArray(), out var again);
            return result.Ok && again.MethodName == m.method && again.RequestUri!.Equals(m.uri) && again.Get(SipHeaderName.Subject) == m.subject.Trim(' ', '\t')
                && again.Get("x-" + m.name) == m.value.Trim(' ', '\t') && again.From!.DisplayName == m.subject && again.Body.Span.SequenceEqual(m.body)
                && again.ToString() == message.ToString();
        });
    }

    private static void Check<T>(Gen<T> generator, Func<T, bool> property) =>
        Prop.ForAll(generator.ToArbitrary(), property).CheckAlways();

    /// <summary>What may stand in a header: no control characters, and no lone surrogates, which UTF-8 cannot carry.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => r.Value is >= ' ' and not 0x7f and not 0xfffd));
}
