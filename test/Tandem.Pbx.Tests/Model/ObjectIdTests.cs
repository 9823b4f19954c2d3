using Tandem.Pbx.Model;

namespace Tandem.Pbx.Tests.Model;

public sealed class ObjectIdTests
{
    [Theory]
    [InlineData("switch:101", "switch", "101")]
    [InlineData("pbx:sip:a@b:5060", "pbx", "sip:a@b:5060")]
    public void An_id_is_split_at_its_first_colon(string text, string source, string localId)
    {
        Assert.True(ObjectId.TryParse(text, out ObjectId id));
        Assert.Equal(new ObjectId(source, localId), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("101")]
    [InlineData(":101")]
    [InlineData("switch:")]
    public void Anything_else_is_no_id(string? text)
    {
        Assert.False(ObjectId.TryParse(text, out _));
        if (text is not null)
            Assert.Throws<FormatException>(() => ObjectId.Parse(text));
    }
}
