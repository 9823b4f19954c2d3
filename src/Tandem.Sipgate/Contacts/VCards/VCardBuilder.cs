namespace Tandem.Sipgate.Contacts.VCards;

/// <summary>Collects what a card says of a contact.</summary>
internal sealed class VCardBuilder
{
    private readonly int _line;
    private readonly List<ContactNumber> _numbers = [];
    private readonly List<ContactEmail> _emails = [];
    private readonly List<ContactAddress> _addresses = [];
    private readonly List<IReadOnlyList<string>> _organizations = [];
    private string? _version;
    private string? _fullName;
    private List<string>? _name;

    public VCardBuilder(int line) => _line = line;

    public void Add(ContentLine line)
    {
        switch (line.Name)
        {
            case "VERSION":
                _version = line.Value.Trim() == "4.0" ? "4.0" : throw new ContactFormatException("Invalid VCard Version given", line.Line, line.ValueColumn);
                break;
            case "FN":
                _fullName ??= VCardText.Unescape(line.Value);
                break;
            case "N":
                _name = VCardText.Split(line.Value, ';');
                if (_name.Count < 2)
                {
                    throw new ContactFormatException("Missing Name Fields", line.Line, line.ValueColumn);
                }
                break;
            case "TEL" when VCardText.Unescape(line.Value).Trim() is { Length: > 0 } number:
                _numbers.Add(new ContactNumber { Number = number.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? number[4..] : number, Type = line.Types });
                break;
            case "EMAIL" when VCardText.Unescape(line.Value).Trim() is { Length: > 0 } email:
                _emails.Add(new ContactEmail { Email = email, Type = line.Types });
                break;
            // sipgate's library wrote ADDR, which files of that time have.
            case "ADR" or "ADDR":
                AddAddress(line);
                break;
            case "ORG":
                _organizations.Add(VCardText.Split(line.Value, ';'));
                break;
        }
    }

    public NewContact Build()
    {
        if (_version is null)
        {
            throw new ContactFormatException("Invalid VCard Version given", _line, 1);
        }
        var (given, family) = (_name?[1] ?? "", _name?[0] ?? "");
        if (given.Length == 0 && family.Length == 0)
        {
            given = _fullName is { Length: > 0 } name ? name : throw new ContactFormatException("Names not given", _line, 1);
        }
        return new NewContact { Firstname = given, Lastname = family, Numbers = _numbers, Emails = _emails, Addresses = _addresses, Organization = _organizations };
    }

    private void AddAddress(ContentLine line)
    {
        var parts = VCardText.Split(line.Value, ';');
        if (parts.Count < 7)
        {
            throw new ContactFormatException("Address Fields are invalid", line.Line, line.ValueColumn);
        }
        _addresses.Add(new ContactAddress
        {
            PoBox = parts[0],
            ExtendedAddress = parts[1],
            StreetAddress = parts[2],
            Locality = parts[3],
            Region = parts[4],
            PostalCode = parts[5],
            Country = parts[6],
        });
    }
}
