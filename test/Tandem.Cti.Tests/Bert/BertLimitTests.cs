using System.Buffers.Binary;
using System.IO.Compression;
using Tandem.Cti.Bert;

namespace Tandem.Cti.Tests.Bert;

/// <summary>What is no BERT, or too much of it.</summary>
public sealed class BertLimitTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("84 61 01", 0)]
    [InlineData("83", 1)]
    [InlineData("83 61", 1)]
    [InlineData("83 62 00 00", 1)]
    [InlineData("83 64 00 05 61", 1)]
    [InlineData("83 6D FF FF FF FF 00", 1)]
    [InlineData("83 68 02 61 01", 5)]
    [InlineData("83 68 01 68 02 61", 3)]
    [InlineData("83 6C 00 00 00 01 61 01", 8)]
    [InlineData("83 6C FF FF FF FF 6A", 1)]
    [InlineData("83 69 FF FF FF FF 6A", 1)]
    [InlineData("83 74 7F FF FF FF 6A", 1)]
    [InlineData("83 68 02 6C 00 00 00 03 6A 6A 6A 6A", 3)]
    [InlineData("83 74 00 00 00 02 61 01 61 02 61 01 61 03", 1)]
    [InlineData("83 6E 01 02 07", 1)]
    [InlineData("83 46 7F F8 00 00 00 00 00 00", 1)]
    [InlineData("83 46 7F F0 00 00 00 00 00 00", 1)]
    [InlineData("83 63 6E 61 6E 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", 1)]
    [InlineData("83 4D 00 00 00 01 09 A0", 1)]
    [InlineData("83 4D 00 00 00 00 03", 1)]
    [InlineData("83 77 01 FF", 1)]
    [InlineData("83 61 01 61 02", 3)]
    [InlineData("83 68 01 50 00 00 00 00", 3)]
    [InlineData("83 50 00 00", 1)]
    [InlineData("83 50 00 00 00 02 01 02 03", 1)]
    public void What_is_no_message_is_told_with_its_place(string hex, long offset)
    {
        Assert.Equal(offset, Assert.Throws<BertException>(() => BertTerm.Decode(Bytes.Of(hex))).Offset);
        Assert.Equal(offset, Assert.Throws<BertException>(() => BertTerm.Decode(Bytes.Scattered(Bytes.Of(hex)))).Offset);
    }

    [Theory]
    [InlineData(82)]
    [InlineData(68)]
    [InlineData(69)]
    [InlineData(88)]
    [InlineData(89)]
    [InlineData(90)]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(112)]
    [InlineData(113)]
    [InlineData(114)]
    [InlineData(117)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(0)]
    [InlineData(255)]
    public void Processes_functions_and_unknown_tags_are_refused(byte tag) =>
        Assert.Equal(1, Assert.Throws<BertException>(() => BertTerm.Decode(new byte[] { 131, tag, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })).Offset);

    [Fact]
    public void Every_beginning_of_a_message_is_refused()
    {
        var message = BertTerm.Parse("{a,[1,x|y],<<\"text\">>,{bert,dict,[{k,1.5}]},123456789012345678901234567890}").Encode();
        for (var length = 0; length < message.Length; length++)
        {
            Assert.Throws<BertException>(() => BertTerm.Decode(message[..length]));
        }
    }

    [Fact]
    public void Terms_are_nested_as_deep_as_is_allowed_and_no_deeper()
    {
        byte[] Nested(int depth) => [131, .. Enumerable.Repeat(new byte[] { 104, 1 }, depth).SelectMany(header => header), 106];
        Assert.Equal(new string('{', 64) + "[]" + new string('}', 64), BertTerm.Decode(Nested(64)).ToString());
        Assert.Equal(1 + (64 * 2), Assert.Throws<BertException>(() => BertTerm.Decode(Nested(65))).Offset);
        Assert.NotNull(BertTerm.Decode(Nested(128), new BertReaderOptions { MaxDepth = 128 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BertReaderOptions { MaxDepth = 129 });
        Assert.Throws<BertException>(() => BertTerm.Decode(Nested(1_000_000)));
        Assert.Throws<BertException>(() => BertTerm.Parse(new string('{', 1_000_000)));
    }

    [Fact]
    public void A_number_has_as_many_bytes_as_is_allowed_and_no_more()
    {
        byte[] Number(int size) => [131, 111, .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(size)), 0, .. Enumerable.Repeat((byte)1, size)];
        Assert.IsType<BertTerm.Integer>(BertTerm.Decode(Number(4096)));
        Assert.Throws<BertException>(() => BertTerm.Decode(Number(4097)));
    }

    [Fact]
    public void A_message_has_as_many_bytes_as_is_allowed_and_no_more()
    {
        var message = BertTerm.Parse("<<\"123\">>").Encode();
        Assert.NotNull(BertTerm.Decode(message, new BertReaderOptions { MaxMessageSize = message.Length }));
        Assert.Throws<BertException>(() => BertTerm.Decode(message, new BertReaderOptions { MaxMessageSize = message.Length - 1 }));
    }

    [Fact]
    public void A_compressed_message_is_inflated()
    {
        var term = BertTerm.ListOf([.. Enumerable.Repeat(BertTerm.AtomOf("again"), 100_000)]);
        var message = term.Encode();
        Assert.Equal(term, BertTerm.Decode(Compressed(message[1..], message.Length - 1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_compressed_message_that_lies_about_its_size_is_refused(int lie)
    {
        var message = BertTerm.ListOf([.. Enumerable.Repeat(BertTerm.AtomOf("again"), 1000)]).Encode();
        Assert.Equal(1, Assert.Throws<BertException>(() => BertTerm.Decode(Compressed(message[1..], message.Length - 1 + lie))).Offset);
    }

    [Fact]
    public void A_bomb_does_not_go_off()
    {
        var options = new BertReaderOptions { MaxMessageSize = 1 << 20 };
        var bomb = Compressed(new byte[50 << 20], 1 << 19);
        Assert.InRange(bomb.Length, 1, 1 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<BertException>(() => BertTerm.Decode(bomb, options));
        Assert.Throws<BertException>(() => BertTerm.Decode(Compressed([106], int.MaxValue), options));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void Bytes_after_the_term_are_passed_over_where_that_is_asked_for() =>
        Assert.Equal(1, BertTerm.Decode(Bytes.Of("83 61 01 FF"), new BertReaderOptions { AllowTrailingBytes = true }));

    [Theory]
    [InlineData("")]
    [InlineData("{a")]
    [InlineData("[a|]")]
    [InlineData("<<256>>")]
    [InlineData("<<\"a\">")]
    [InlineData("a b")]
    [InlineData("#{a => 1, a => 2}")]
    [InlineData("Variable")]
    [InlineData("1.5e999")]
    public void A_text_that_is_no_term_is_refused(string text) => Assert.Throws<BertException>(() => BertTerm.Parse(text));

    private static byte[] Compressed(byte[] term, int size)
    {
        var output = new MemoryStream();
        output.Write([131, 80]);
        output.Write(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(size)));
        using (var deflater = new ZLibStream(output, CompressionLevel.Fastest))
        {
            deflater.Write(term);
        }
        return output.ToArray();
    }
}
