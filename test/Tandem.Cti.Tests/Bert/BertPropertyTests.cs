using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Cti.Bert;

namespace Tandem.Cti.Tests.Bert;

public sealed class BertPropertyTests
{
    [Fact]
    public void What_is_written_in_BERT_1_0_is_read_again() =>
        Prop.ForAll(TermGenerator.Bert10, term => Assert.Equal(term, BertTerm.Decode(term.Encode()))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_for_Erlang_is_read_again() =>
        Prop.ForAll(TermGenerator.Erlang, term => Assert.Equal(term, BertTerm.Decode(term.Encode(BertProfile.Erlang)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_is_read_again() =>
        Prop.ForAll(TermGenerator.Erlang, term => Assert.Equal(term, BertTerm.Parse(term.ToString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_in_pieces_is_the_same_message() => Prop.ForAll(
        TermGenerator.Erlang,
        term => Assert.Equal(term, BertTerm.Decode(Bytes.Scattered(term.Encode(BertProfile.Erlang))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Skipping_a_term_leads_to_the_next() => Prop.ForAll(TermGenerator.Bert10, term =>
    {
        var reader = new BertReader(BertTerm.TupleOf(term, 42, term).Encode());
        reader.ReadNext();
        reader.ReadNext();
        reader.Skip();
        Assert.Equal(BertTokenType.Integer, reader.ReadNext());
        Assert.Equal(42, reader.GetInt64());
        reader.ReadNext();
        reader.Skip();
        Assert.False(reader.Read());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_comes_is_a_term_or_a_BertException()
    {
        var random = new Random(131);
        var good = TermGenerator.Erlang.Generator.Sample(200, 40).Select(term => term.Encode(BertProfile.Erlang)).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var message = Mutate(good[random.Next(good.Length)], random);
            BertTerm? term = null;
            try
            {
                term = BertTerm.Decode(message);
            }
            catch (BertException exception)
            {
                Assert.InRange(exception.Offset, 0, message.Length);
            }
            if (term is not null)
            {
                Assert.Equal(term, BertTerm.Decode(term.Encode(BertProfile.Erlang)));
            }
            Assert.Equal(term, Scattered(message));
        }
    }

    [Fact]
    public void Random_bytes_are_a_term_or_a_BertException() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        _ = Scattered([131, .. bytes]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        var message = BertTerm.Parse("{chan_info,{<<\"u1\">>,1546839040024071,undefined,{1546839040035125,ivr,7},[1,x|y],1.5,\"abc\"}}").Encode();
        var input = new ReadOnlySequence<byte>(message);
        var output = new ArrayBufferWriter<byte>(1024);
        Copy(input, output);
        Assert.Equal(message, output.WrittenSpan.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            output.ResetWrittenCount();
            Copy(input, output);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Copy(ReadOnlySequence<byte> input, ArrayBufferWriter<byte> output)
    {
        var reader = new BertReader(input);
        var writer = new BertWriter(output);
        Span<char> name = stackalloc char[255];
        writer.WriteMagic();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case BertTokenType.Integer:
                    writer.WriteInteger(reader.GetInt64());
                    break;
                case BertTokenType.Float:
                    writer.WriteFloat(reader.GetDouble());
                    break;
                case BertTokenType.Atom:
                    writer.WriteAtom(name[..System.Text.Encoding.Latin1.GetChars(reader.ValueSpan, name)]);
                    break;
                case BertTokenType.Tuple:
                    writer.WriteTupleHeader((int)reader.Count);
                    break;
                case BertTokenType.List:
                    writer.WriteListHeader((int)reader.Count);
                    break;
                case BertTokenType.Nil:
                    writer.WriteNil();
                    break;
                case BertTokenType.Binary:
                    writer.WriteBinary(reader.ValueSpan);
                    break;
                default:
                    writer.WriteByteList(reader.ValueSpan);
                    break;
            }
        }
    }

    private static BertTerm? Scattered(byte[] message)
    {
        try
        {
            return BertTerm.Decode(Bytes.Scattered(message));
        }
        catch (BertException)
        {
            return null;
        }
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var data = (byte[])good.Clone();
        for (var n = random.Next(1, 5); n > 0 && data.Length > 2; n--)
        {
            var at = random.Next(1, data.Length);
            data = random.Next(4) switch
            {
                0 => [.. data[..at], (byte)random.Next(256), .. data[(at + 1)..]],
                1 => [.. data[..at], .. data[Math.Min(data.Length, at + random.Next(1, 20))..]],
                2 => [.. data[..at], (byte)random.Next(97, 120), .. data[at..]],
                _ => [.. data[..Math.Min(data.Length, at + random.Next(1, 20))], .. data[at..]],
            };
        }
        return data;
    }
}
