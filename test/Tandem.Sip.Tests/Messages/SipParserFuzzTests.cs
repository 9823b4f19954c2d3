using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Messages;
using Tandem.Sip.Tests.Fuzz;

namespace Tandem.Sip.Tests.Messages;

/// <summary>Whatever comes: the parser answers with a result, every getter with a value or null, and what it accepted can be relayed.</summary>
public sealed class SipParserFuzzTests
{
    private static readonly byte[][] Good = [Samples.InviteBytes, .. TortureMessages.Names.Select(TortureMessages.Read)];

    [Fact]
    public void Mutated_messages_never_throw()
    {
        var random = new Random(4475);
        var message = new SipMessage();
        for (var i = 0; i < 20_000; i++)
        {
            Exercise(Mutator.Mutate(Good[random.Next(Good.Length)], Good[random.Next(Good.Length)], random), message);
        }
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), data => Exercise(data, new SipMessage())).CheckAlways();

    private static void Exercise(byte[] data, SipMessage message)
    {
        var result = SipParser.TryParse(data, message);
        _ = (message.Method.Name, message.RequestUri?.Port, message.ReasonPhrase, message.CSeq, message.From?.ToString(), message.To?.Expires);
        _ = (message.Vias.Count, message.TopVia?.RPort, message.Contacts.Count, message.Routes.Count, message.RecordRoutes.Count, message.Expires);
        _ = (message.TopViaBranchSpan.Length, message.FromTagSpan.Length, message.ContentLength, message.MaxForwards, message.Headers.Count());
        if (result.Malformed)
        {
            AssertNoStrayLines(message.CreateResponse(result.StatusCode, result.ReasonPhrase, "t").ToArray());
        }
        if (!result.Ok)
        {
            return;
        }
        var written = message.ToArray();
        Assert.Equal(SipParseError.None, SipParser.TryParse(written, out var again).Error);
        Assert.Equal(written, again.ToArray());
        AssertNoStrayLines(written[..^message.Body.Length]);
        Assert.Equal(message.HeaderCount, again.HeaderCount - (message.Contains(SipHeaderName.ContentLength) ? 0 : 1));
        if (message.IsRequest)
        {
            message.CreateResponse(200, toTag: "t");
        }
    }

    /// <summary>No carriage return or line feed but in pairs.</summary>
    private static void AssertNoStrayLines(byte[] head)
    {
        for (var i = 0; i < head.Length; i++)
        {
            Assert.True(head[i] != '\r' || head[i + 1] == '\n');
            Assert.True(head[i] != '\n' || head[i - 1] == '\r');
        }
    }
}
