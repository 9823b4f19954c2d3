using System.Numerics;
using Tandem.Cti.Bert;

namespace Tandem.Cti.Tests.Bert;

/// <summary>Bytes as Erlang writes them, in both directions.</summary>
public sealed class BertVectorTests
{
    /// <summary>Messages in BERT 1.0, each with its text.</summary>
    public static TheoryData<string, string> Bert10 => new()
    {
        { "6B 00 03 01 02 03", "[1,2,3]" },
        { "68 03 64 00 04 62 65 72 74 64 00 04 64 69 63 74 6C 00 00 00 02 68 02 64 00 04 6E 61 6D 65 6D 00 00 00 03 54 6F 6D 68 02 64 00 03 61 67 65 61 1E 6A", "{bert,dict,[{name,<<\"Tom\">>},{age,30}]}" },
        { "68 03 64 00 0A 66 69 65 6C 64 5F 73 70 65 63 64 00 08 6D 77 69 5F 69 6E 66 6F 6C 00 00 00 03 64 00 07 75 73 65 72 5F 69 64 64 00 03 6E 65 77 64 00 05 73 61 76 65 64 6A", "{field_spec,mwi_info,[user_id,new,saved]}" },
        { "68 02 64 00 08 6D 77 69 5F 69 6E 66 6F 68 03 62 00 98 9A 68 61 03 61 C8", "{mwi_info,{10001000,3,200}}" },
        { "68 02 64 00 09 63 68 61 6E 5F 69 6E 66 6F 68 04 6D 00 00 00 02 75 31 6E 07 00 07 5E 81 87 D7 7E 05 64 00 09 75 6E 64 65 66 69 6E 65 64 68 03 6E 07 00 35 89 81 87 D7 7E 05 64 00 03 69 76 72 61 07", "{chan_info,{<<\"u1\">>,1546839040024071,undefined,{1546839040035125,ivr,7}}}" },
        { "68 02 64 00 11 69 6E 69 74 69 61 6C 5F 63 68 61 6E 5F 69 6E 66 6F 68 02 64 00 04 62 65 72 74 64 00 03 6E 69 6C", "{initial_chan_info,{bert,nil}}" },
        { "6C 00 00 00 01 68 02 64 00 11 69 6E 69 74 69 61 6C 5F 63 68 61 6E 5F 69 6E 66 6F 68 02 64 00 04 62 65 72 74 64 00 03 6E 69 6C 6A", "[{initial_chan_info,{bert,nil}}]" },
        { "61 FF", "255" },
        { "62 00 00 01 00", "256" },
        { "62 FF FF FF FF", "-1" },
        { "62 80 00 00 00", "-2147483648" },
        { "6E 04 00 00 00 00 80", "2147483648" },
        { "6E 04 01 01 00 00 80", "-2147483649" },
        { "6E 08 00 FF FF FF FF FF FF FF 7F", "9223372036854775807" },
        { "6E 08 01 00 00 00 00 00 00 00 80", "-9223372036854775808" },
        { "6E 08 00 00 00 00 00 00 00 00 80", "9223372036854775808" },
        { "6E 09 00 00 00 00 00 00 00 00 00 01", "18446744073709551616" },
        { "63 31 2E 35 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 65 2B 30 30 00 00 00 00 00", "1.5" },
        { "6C 00 00 00 01 64 00 01 61 64 00 01 62", "[a|b]" },
        { "6A", "[]" },
        { "68 00", "{}" },
        { "68 02 64 00 04 62 65 72 74 64 00 04 74 72 75 65", "{bert,true}" },
        { "68 03 64 00 04 62 65 72 74 64 00 04 64 69 63 74 6A", "{bert,dict,[]}" },
        { "68 05 64 00 04 62 65 72 74 64 00 04 74 69 6D 65 62 00 00 04 E7 62 00 04 82 9D 61 00", "{bert,time,1255,295581,0}" },
        { "68 04 64 00 04 62 65 72 74 64 00 05 72 65 67 65 78 6D 00 00 00 08 5E 63 28 61 2A 29 74 24 6C 00 00 00 01 64 00 08 63 61 73 65 6C 65 73 73 6A", "{bert,regex,<<\"^c(a*)t$\">>,[caseless]}" },
        { "68 03 64 00 04 62 65 72 74 64 00 05 6F 74 68 65 72 61 01", "{bert,other,1}" },
        { "6D 00 00 00 05 4A 6F 73 C3 A9", "<<\"José\"/utf8>>" },
        { "6D 00 00 00 02 00 FF", "<<0,255>>" },
        { "64 00 02 49 64", "'Id'" },
    };

    /// <summary>What BERT 1.0 does not have.</summary>
    public static TheoryData<string, string> Erlang => new()
    {
        { "46 3F F8 00 00 00 00 00 00", "1.5" },
        { "74 00 00 00 01 77 01 61 61 01", "#{a => 1}" },
        { "77 03 E3 83 A6", "'ユ'" },
        { "4D 00 00 00 01 03 A0", "<<5:3>>" },
        { "4D 00 00 00 02 04 FF 90", "<<255,9:4>>" },
    };

    /// <summary>What is read but never written like that.</summary>
    public static TheoryData<string, string> ReadOnly => new()
    {
        { "62 00 00 00 07", "7" },
        { "6E 02 00 07 00", "7" },
        { "6F 00 00 00 01 01 07", "-7" },
        { "6E 00 00", "0" },
        { "73 01 61", "a" },
        { "76 00 02 C3 A9", "'é'" },
        { "64 00 01 E9", "'é'" },
        { "69 00 00 00 01 61 01", "{1}" },
        { "6C 00 00 00 02 61 01 61 02 6A", "[1,2]" },
        { "6C 00 00 00 00 6A", "[]" },
        { "6B 00 00", "[]" },
        { "6C 00 00 00 01 64 00 01 61 6C 00 00 00 01 64 00 01 62 6A", "[a,b]" },
        { "74 00 00 00 01 64 00 01 61 61 01", "#{a => 1}" },
        { "68 05 64 00 04 62 65 72 74 64 00 04 74 69 6D 65 61 00 62 4A D4 EB 1D 61 07", "{bert,time,1255,467805,7}" },
    };

    [Theory]
    [MemberData(nameof(Bert10))]
    public void Bert_1_0_is_written_and_read_to_the_byte(string hex, string text)
    {
        var bytes = Bytes.Of("83" + hex);
        Assert.Equal(text, BertTerm.Decode(bytes).ToString());
        Assert.Equal(BertTerm.Parse(text), BertTerm.Decode(bytes));
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(BertTerm.Parse(text).Encode()));
    }

    [Theory]
    [MemberData(nameof(Erlang))]
    public void A_present_Erlang_is_read_and_written_to_the_byte(string hex, string text)
    {
        var bytes = Bytes.Of("83" + hex);
        Assert.Equal(text, BertTerm.Decode(bytes).ToString());
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(BertTerm.Parse(text).Encode(BertProfile.Erlang)));
    }

    [Theory]
    [MemberData(nameof(ReadOnly))]
    public void Other_ways_to_write_a_term_are_read(string hex, string text)
    {
        Assert.Equal(text, BertTerm.Decode(Bytes.Of("83" + hex)).ToString());
    }

    [Fact]
    public void Large_terms_take_the_large_tags()
    {
        Assert.Equal("836C00010000", Convert.ToHexString(BertTerm.ListOf([.. Enumerable.Repeat((BertTerm)1, 65_536)]).Encode()[..6]));
        Assert.Equal("836BFFFF01", Convert.ToHexString(BertTerm.ListOf([.. Enumerable.Repeat((BertTerm)1, 65_535)]).Encode()[..5]));
        Assert.Equal("836F0000010000", Convert.ToHexString(new BertTerm.Integer(BigInteger.Pow(2, 2040)).Encode()[..7]));
        Assert.Equal("836EFF00", Convert.ToHexString(new BertTerm.Integer(BigInteger.Pow(2, 2040) - 1).Encode()[..4]));
        Assert.Equal("8368FF", Convert.ToHexString(BertTerm.TupleOf([.. Enumerable.Repeat((BertTerm)1, 255)]).Encode()[..3]));
        Assert.Equal("836900000100", Convert.ToHexString(BertTerm.TupleOf([.. Enumerable.Repeat((BertTerm)1, 256)]).Encode()[..6]));
    }

    [Fact]
    public void Clients_of_2016_get_no_byte_that_they_take_for_signed()
    {
        Assert.Equal("83617F", Convert.ToHexString(((BertTerm)127).Encode(BertProfile.Basix2016)));
        Assert.Equal("836200000080", Convert.ToHexString(((BertTerm)128).Encode(BertProfile.Basix2016)));
        Assert.Equal("8362000000FF", Convert.ToHexString(((BertTerm)255).Encode(BertProfile.Basix2016)));
    }

    [Theory]
    [InlineData("#{}", BertProfile.Bert10)]
    [InlineData("<<5:3>>", BertProfile.Bert10)]
    [InlineData("'ユ'", BertProfile.Bert10)]
    [InlineData("1.5", BertProfile.Basix2016)]
    public void A_profile_refuses_what_its_readers_do_not_know(string text, BertProfile profile) =>
        Assert.Throws<NotSupportedException>(() => BertTerm.Parse(text).Encode(profile));

    [Fact]
    public void The_types_of_BERT_are_recognised_and_others_stay_tuples()
    {
        Assert.IsType<BertTerm.Nil>(BertTerm.Parse("{bert,nil}"));
        Assert.Equal(new BertTerm.Boolean(false), BertTerm.Parse("{bert,false}"));
        Assert.Equal(new BertTerm.Time(new DateTimeOffset(2009, 10, 11, 21, 13, 1, TimeSpan.Zero)), BertTerm.Parse("{bert,time,1255,295581,0}"));
        Assert.Equal(new BertTerm.Regex("^c(a*)t$", ["caseless"]), BertTerm.Parse("{bert,regex,<<\"^c(a*)t$\">>,[caseless]}"));
        Assert.All(
            new[] { "{bert,other}", "{bert,nil,1}", "{bert,dict,[a]}", "{bert,time,1,2}", "{bert,time,99999999999999,0,0}", "{bert,regex,a,[]}", "{bert,<<\"nil\">>}", "{bert}", "true", "nil" },
            text => Assert.False(BertTerm.Parse(text) is BertTerm.Nil or BertTerm.Boolean or BertTerm.Dictionary or BertTerm.Time or BertTerm.Regex, text));
    }
}
