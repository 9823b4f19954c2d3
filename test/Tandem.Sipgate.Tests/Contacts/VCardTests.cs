using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Sipgate.Contacts;

namespace Tandem.Sipgate.Tests.Contacts;

/// <summary>Contacts as vCards 4.0 (RFC 6350).</summary>
public sealed class VCardTests
{
    [Theory]
    [InlineData("", "vCard does not contain a valid BEGIN tag", 1, 1)]
    [InlineData("VERSION:4.0\r\n", "vCard does not contain a valid BEGIN tag", 1, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nN:a;b\r\n", "vCard does not contain a valid END tag", 3, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nN:a;b\r\nBEGIN:VCARD\r\n", "vCard does not contain a valid END tag", 4, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:3.0\r\nN:a;b\r\nEND:VCARD\r\n", "Invalid VCard Version given", 2, 9)]
    [InlineData("BEGIN:VCARD\r\nN:a;b\r\nEND:VCARD\r\n", "Invalid VCard Version given", 1, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nTEL:1\r\nEND:VCARD\r\n", "Names not given", 1, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nN:a\r\nEND:VCARD\r\n", "Missing Name Fields", 3, 3)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nN:a;b\r\nADR;TYPE=home:a;b\r\nEND:VCARD\r\n", "Address Fields are invalid", 4, 15)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nrubbish\r\nEND:VCARD\r\n", "Failed to parse VCard", 3, 1)]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\nTEL;TYPE=\"a:1\r\nEND:VCARD\r\n", "Failed to parse VCard", 3, 5)]
    public void BrokenCardIsRefusedWithItsPlace(string text, string fault, int line, int column)
    {
        var exception = Assert.Throws<ContactFormatException>(() => VCard.Parse(text));
        Assert.Equal((fault, line, column), (exception.Fault, exception.Line, exception.Column));
    }

    /// <summary>Groups, folding, parameters and escapes as in the examples of RFC 6350 (3.2, 3.3, 3.4, 6.2.2, 6.3.1, 6.4.1).</summary>
    [Fact]
    public void CardIsReadAsTheStandardSays()
    {
        const string Text = "begin:vcard\r\nVERSION:4.0\r\nFN:Mr. John Q. Public\\, Esq.\r\nN:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.\r\n"
            + "item1.ADR;GEO=\"geo:12.3457,78.910\";LABEL=\"Mr. John; 1\":;;123 Main Street;An\r\n y Town;CA;91921-1234;U.S.A.\r\n"
            + "TEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+1-555-555-5555\r\nTEL:+4912\r\nEMAIL;type=work:jqpublic@xyz.example.com\r\n"
            + "ORG:ABC\\, Inc.;North American Division;Marketing\r\nNOTE:passed over\r\nEND:VCARD\r\n";
        var contact = Assert.Single(VCard.Parse(Text));
        Assert.Equal(("John", "Stevenson"), (contact.Firstname, contact.Lastname));
        Assert.Equal(["+1-555-555-5555", "+4912"], contact.Numbers.Select(number => number.Number));
        Assert.Equal(["voice", "home"], contact.Numbers[0].Type);
        Assert.Equal(["work"], contact.Emails[0].Type);
        Assert.Equal(("123 Main Street", "Any Town", "U.S.A."), (contact.Addresses[0].StreetAddress, contact.Addresses[0].Locality, contact.Addresses[0].Country));
        Assert.Equal(["ABC, Inc.", "North American Division", "Marketing"], contact.Organization[0]);
    }

    [Fact]
    public void CardIsWrittenAsTheStandardSays() => Assert.Equal(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada King Lovelace\r\nN:Lovelace;Ada King;;;\r\nORG:A\\;B;C\r\nTEL;TYPE=work,\"my own\":+4912\r\nEMAIL:a@b.c\r\nADR:;;S 1;T;;;\r\nEND:VCARD\r\n",
        VCard.Write(new Contact
        {
            Id = "1",
            Name = "Ada King Lovelace",
            Organization = [["A;B", "C"]],
            Numbers = [new() { Number = "+4912", Type = ["work", "my own"] }],
            Emails = [new() { Email = "a@b.c" }],
            Addresses = [new() { StreetAddress = "S 1", Locality = "T" }],
        }));

    [Fact]
    public void CardsAreReadBackAsTheyWere() => Prop.ForAll<NonNull<string>, NonNull<string>>((name, unit) =>
    {
        var (given, text) = (Clean(name.Get), Clean(unit.Get));
        var card = VCard.Write([new Contact { Id = "1", Name = $"{given} X", Organization = [[text, given]] }, new Contact { Id = "2", Name = "Y" }]);
        Assert.All(card.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
        var read = VCard.Parse(card);
        Assert.Equal(2, read.Count);
        Assert.Equal((given, "X"), (read[0].Firstname, read[0].Lastname));
        Assert.Equal([text, given], read[0].Organization[0]);
    }).QuickCheckThrowOnFailure();

    // Line ends become LF, and halves of surrogate pairs are no text.
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c) && c != '\r'));
}
