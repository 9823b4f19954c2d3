using System.Text;
using Tandem.Sipgate.Contacts.VCards;

namespace Tandem.Sipgate.Contacts;

/// <summary>
/// Contacts as vCards 4.0 (RFC 6350): FN, N, TEL, EMAIL, ADR and ORG; what else a card has is passed over. It needs no client.
/// </summary>
public static class VCard
{
    /// <summary>Reads one card or several.</summary>
    /// <param name="text">The text; lines end in CRLF, or LF alone.</param>
    /// <exception cref="ContactFormatException">A card is broken, of another version or without a name; the message names line and column.</exception>
    public static IReadOnlyList<NewContact> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var contacts = new List<NewContact>();
        VCardBuilder? card = null;
        var last = 1;
        foreach (var line in ContentLineReader.Read(text))
        {
            last = line.Line;
            var isCard = line.Value.Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase);
            switch (line.Name)
            {
                case "BEGIN" when isCard && card is null:
                    card = new VCardBuilder(line.Line);
                    break;
                case "BEGIN" when isCard:
                    throw new ContactFormatException("vCard does not contain a valid END tag", line.Line, 1);
                case "END" when isCard && card is not null:
                    contacts.Add(card.Build());
                    card = null;
                    break;
                default:
                    (card ?? throw new ContactFormatException("vCard does not contain a valid BEGIN tag", line.Line, 1)).Add(line);
                    break;
            }
        }
        if (card is not null)
        {
            throw new ContactFormatException("vCard does not contain a valid END tag", last, 1);
        }
        return contacts.Count > 0 ? contacts : throw new ContactFormatException("vCard does not contain a valid BEGIN tag", 1, 1);
    }

    /// <summary>Writes cards one after the other, lines ended by CRLF and folded at 75 octets. A name's last word becomes the family name.</summary>
    /// <param name="contacts">The contacts.</param>
    public static string Write(IEnumerable<Contact> contacts)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        var text = new StringBuilder();
        foreach (var contact in contacts)
        {
            Write(text, contact);
        }
        return text.ToString();
    }

    /// <summary>Writes one card.</summary>
    /// <param name="contact">The contact.</param>
    public static string Write(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return Write([contact]);
    }

    private static void Write(StringBuilder text, Contact contact)
    {
        var name = contact.Name ?? "";
        var space = name.LastIndexOf(' ');
        text.Append("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        VCardText.AppendFolded(text, $"FN:{VCardText.Escape(name)}");
        VCardText.AppendFolded(text, $"N:{VCardText.Escape(name[(space + 1)..])};{VCardText.Escape(space < 0 ? "" : name[..space])};;;");
        foreach (var organization in contact.Organization)
        {
            VCardText.AppendFolded(text, $"ORG:{string.Join(';', organization.Select(VCardText.Escape))}");
        }
        foreach (var number in contact.Numbers)
        {
            VCardText.AppendFolded(text, $"TEL{Types(number.Type)}:{VCardText.Escape(number.Number)}");
        }
        foreach (var email in contact.Emails)
        {
            VCardText.AppendFolded(text, $"EMAIL{Types(email.Type)}:{VCardText.Escape(email.Email)}");
        }
        foreach (var address in contact.Addresses)
        {
            string?[] parts = [address.PoBox, address.ExtendedAddress, address.StreetAddress, address.Locality, address.Region, address.PostalCode, address.Country];
            VCardText.AppendFolded(text, $"ADR:{string.Join(';', parts.Select(VCardText.Escape))}");
        }
        text.Append("END:VCARD\r\n");
    }

    // What is no token of RFC 6350 is quoted; quotes and control characters have no place in a parameter.
    private static string Types(IReadOnlyList<string> types)
    {
        var values = types.Select(type => string.Concat(type.Where(c => c != '"' && !char.IsControl(c)))).Where(type => type.Length > 0).ToArray();
        return values.Length == 0 ? "" : $";TYPE={string.Join(',', values.Select(type => type.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? type : $"\"{type}\""))}";
    }
}
