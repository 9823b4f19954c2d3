using FsCheck;
using FsCheck.Fluent;
using Tandem.Sipgate.Contacts;

namespace Tandem.Sipgate.Tests.Contacts;

/// <summary>Contacts as CSV.</summary>
public sealed class ContactCsvTests
{
    [Theory]
    [InlineData("", "Invalid CSV string", 1, 1)]
    [InlineData("\r\n\n", "Invalid CSV string", 1, 1)]
    [InlineData("firstname,lastname\na,b", "Missing header field in CSV: number", 1, 1)]
    [InlineData("firstname,lastname,number\na,b", "Missing values in CSV", 2, 3)]
    [InlineData("firstname,lastname,number\na,b,c\r\na,,c", "Missing values in CSV", 3, 3)]
    [InlineData("firstname,lastname,number\na,b,c,d", "Too many values in CSV", 2, 7)]
    [InlineData("firstname,lastname,number\n\"a\nb\",c,d\n\"x,y", "Invalid CSV string: the quote is not closed", 4, 1)]
    [InlineData("firstname,lastname,number\n\"a\nb\"c,d,e", "Invalid CSV string: text after a closing quote", 3, 3)]
    [InlineData("firstname,lastname,number\nab\"c,d,e", "Invalid CSV string: a quote within a value that does not begin with one", 2, 3)]
    public void BrokenTextIsRefusedWithItsPlace(string text, string fault, int line, int column)
    {
        var exception = Assert.Throws<ContactFormatException>(() => ContactCsv.Parse(text));
        Assert.Equal((fault, line, column), (exception.Fault, exception.Line, exception.Column));
    }

    [Fact]
    public void ColumnsComeInAnyOrder()
    {
        var contact = Assert.Single(ContactCsv.Parse("\uFEFFNumber;other;LASTNAME;firstname\r\n+4912;x;\"L;\"\"1\"\"\";F\r\n\r\n", ';'));
        Assert.Equal(("F", "L;\"1\"", "+4912"), (contact.Firstname, contact.Lastname, contact.Numbers[0].Number));
    }

    [Fact]
    public void ExportHasTheColumnsOfTheOriginal() => Assert.Equal(
        "\"id\",\"name\",\"emails\",\"numbers\",\"addresses\",\"organizations\"\n\"1\",\"A \"\"B\"\"\",\"[\"\"a@b.c\"\"]\",\"[\"\"+4912\"\"]\",\"[]\",\"[[\"\"O\"\",\"\"U\"\"]]\"",
        ContactCsv.Write([new Contact { Id = "1", Name = "A \"B\"", Emails = [new() { Email = "a@b.c" }], Numbers = [new() { Number = "+4912" }], Organization = [["O", "U"]] }]));

    [Fact]
    public void ExportIsReadBackAsItWas() => Prop.ForAll<NonNull<string>, NonNull<string>, char>((name, town, delimiter) =>
    {
        if (delimiter is '"' or '\r' or '\n')
        {
            return;
        }
        // Half of a surrogate pair is no text.
        var (first, second) = (Whole(name.Get), Whole(town.Get));
        var contact = new Contact { Id = "1", Name = first, Numbers = [new() { Number = second }], Organization = [[first, second]], Addresses = [new() { Locality = second }] };
        var read = Assert.Single(ContactCsv.ParseExport(ContactCsv.Write([contact], delimiter), delimiter));
        Assert.Equal((first, second, second, first), (read.Name, read.Numbers[0].Number, read.Addresses[0].Locality, read.Organization[0][0]));
    }).QuickCheckThrowOnFailure();

    private static string Whole(string text) => string.Concat(text.Where(c => !char.IsSurrogate(c)));
}
