using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tandem.Sipgate.Contacts.Csv;

namespace Tandem.Sipgate.Contacts;

/// <summary>
/// Contacts as CSV (RFC 4180), in two forms: what sipgate imports (<c>firstname,lastname,number</c>), and what its library exports
/// (<c>id,name,emails,numbers,addresses,organizations</c>, lists as JSON). It needs no client.
/// </summary>
public static class ContactCsv
{
    private static readonly string[] ImportColumns = ["firstname", "lastname", "number"];
    private static readonly string[] ExportColumns = ["id", "name", "emails", "numbers", "addresses", "organizations"];

    /// <summary>Reads what can be imported. The columns come in any order and case; others are passed over.</summary>
    /// <param name="text">The text, with a header; quotes and LF or CRLF.</param>
    /// <param name="delimiter">What parts the values; default a comma.</param>
    /// <exception cref="ContactFormatException">It is broken, lacks a column, or a row lacks a value; the message names line and column.</exception>
    public static IReadOnlyList<NewContact> Parse(string text, char delimiter = ',')
    {
        var contacts = new List<NewContact>();
        Read(text, delimiter, ImportColumns, cells =>
        {
            foreach (var cell in cells)
            {
                if (cell.Text.Length == 0)
                {
                    throw new ContactFormatException("Missing values in CSV", cell.Line, cell.Column);
                }
            }
            contacts.Add(new NewContact { Firstname = cells[0].Text, Lastname = cells[1].Text, Numbers = [new ContactNumber { Number = cells[2].Text }] });
        });
        return contacts;
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Types and scope are not in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delimiter">What parts the values; default a comma.</param>
    /// <exception cref="ContactFormatException">It is broken; the message names line and column.</exception>
    public static IReadOnlyList<Contact> ParseExport(string text, char delimiter = ',')
    {
        var contacts = new List<Contact>();
        Read(text, delimiter, ExportColumns, cells => contacts.Add(new Contact
        {
            Id = cells[0].Text,
            Name = cells[1].Text,
            Emails = [.. ReadJson(cells[2], ContactJson.Default.Texts).Select(email => new ContactEmail { Email = email })],
            Numbers = [.. ReadJson(cells[3], ContactJson.Default.Texts).Select(number => new ContactNumber { Number = number })],
            Addresses = ReadJson(cells[4], ContactJson.Default.Addresses),
            Organization = ReadJson(cells[5], ContactJson.Default.Organizations),
        }));
        return contacts;
    }

    /// <summary>Writes contacts: every value quoted, rows parted by LF, none after the last.</summary>
    /// <param name="contacts">The contacts.</param>
    /// <param name="delimiter">What parts the values; default a comma.</param>
    public static string Write(IEnumerable<Contact> contacts, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(contacts);
        Check(delimiter);
        var text = new StringBuilder();
        WriteRow(text, delimiter, ExportColumns);
        foreach (var contact in contacts)
        {
            text.Append('\n');
            WriteRow(
                text,
                delimiter,
                contact.Id,
                contact.Name ?? "",
                JsonSerializer.Serialize([.. contact.Emails.Select(email => email.Email)], Relaxed.Texts),
                JsonSerializer.Serialize([.. contact.Numbers.Select(number => number.Number)], Relaxed.Texts),
                JsonSerializer.Serialize(contact.Addresses, Relaxed.Addresses),
                JsonSerializer.Serialize(contact.Organization, Relaxed.Organizations));
        }
        return text.ToString();
    }

    // Plus signs and umlauts stay readable: the text is for people as well.
    private static readonly ContactJson Relaxed =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The body that sipgate imports.</summary>
    internal static string WriteImport(IEnumerable<NewContact> contacts)
    {
        var text = new StringBuilder(string.Join(',', ImportColumns));
        foreach (var contact in contacts)
        {
            text.Append('\n').Append(QuoteWhereNeeded(contact.Firstname)).Append(',').Append(QuoteWhereNeeded(contact.Lastname)).Append(',').Append(QuoteWhereNeeded(contact.Numbers[0].Number));
        }
        return text.ToString();
    }

    private static void Read(string text, char delimiter, string[] columns, Action<CsvCell[]> add)
    {
        ArgumentNullException.ThrowIfNull(text);
        Check(delimiter);
        var rows = new CsvRows(text, delimiter);
        if (!rows.Read())
        {
            throw new ContactFormatException("Invalid CSV string", 1, 1);
        }
        var width = rows.Row.Count;
        var indexes = columns.Select(column => rows.Row.FindIndex(cell => cell.Text.Trim().Equals(column, StringComparison.OrdinalIgnoreCase))).ToArray();
        if (Array.IndexOf(indexes, -1) is >= 0 and var missing)
        {
            throw new ContactFormatException($"Missing header field in CSV: {columns[missing]}", rows.Row[0].Line, rows.Row[0].Column);
        }
        while (rows.Read())
        {
            if (rows.Row.Count != width)
            {
                var cell = rows.Row[Math.Min(rows.Row.Count - 1, width)];
                throw new ContactFormatException(rows.Row.Count < width ? "Missing values in CSV" : "Too many values in CSV", cell.Line, cell.Column);
            }
            add([.. indexes.Select(index => rows.Row[index])]);
        }
    }

    private static T ReadJson<T>(CsvCell cell, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(cell.Text, type) ?? throw new ContactFormatException("Invalid CSV string: the value is null", cell.Line, cell.Column);
        }
        catch (JsonException)
        {
            throw new ContactFormatException("Invalid CSV string: the value is not the JSON that it should be", cell.Line, cell.Column);
        }
    }

    private static void WriteRow(StringBuilder text, char delimiter, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                text.Append(delimiter);
            }
            text.Append('"').Append(cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }

    private static string QuoteWhereNeeded(string text) =>
        text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static void Check(char delimiter)
    {
        if (delimiter is '"' or '\r' or '\n')
        {
            throw new ArgumentException("A quote or the end of a line cannot part values.", nameof(delimiter));
        }
    }
}
