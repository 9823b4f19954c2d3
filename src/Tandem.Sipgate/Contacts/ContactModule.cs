using System.Runtime.CompilerServices;
using System.Text;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Contacts;

/// <summary>The address book. Needs the scopes <c>contacts:read</c> and <c>contacts:write</c>. For texts, see <see cref="ContactCsv"/> and <see cref="VCard"/>.</summary>
public sealed class ContactModule
{
    /// <summary>The most contacts of one part.</summary>
    public const int MaxPageSize = 5000;

    private readonly SipgateConnection _connection;

    internal ContactModule(SipgateConnection connection) => _connection = connection;

    /// <summary>A part of the address book.</summary>
    /// <param name="limit">How many at most, 1 to 5000; default 5000.</param>
    /// <param name="offset">How many are passed over first; default 0.</param>
    /// <param name="phoneNumbers">Those with one of these numbers alone; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ContactPage> GetPageAsync(int limit = MaxPageSize, int offset = 0, IEnumerable<string>? phoneNumbers = null, CancellationToken cancellationToken = default)
    {
        Paging.Check(limit, offset, MaxPageSize);
        var query = new QueryText().Add("limit", limit).Add("offset", offset).Add("phonenumbers", phoneNumbers ?? []);
        var page = await _connection.ReadAsync(SipgateRequest.Get("contacts", ErrorTexts.Plain).With(query), ContactJson.Default.Page, cancellationToken).ConfigureAwait(false);
        return new ContactPage(page.Items, page.TotalCount, page.TotalCount > limit + offset);
    }

    /// <summary>All contacts, fetched in parts as they are read.</summary>
    /// <param name="scope">Those of one scope alone; null for all.</param>
    /// <param name="pageSize">How many at a time, 1 to 5000; default 5000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Contact> GetAllAsync(ContactScope? scope = null, int pageSize = MaxPageSize, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var offset = 0; ; offset += pageSize)
        {
            var page = await GetPageAsync(pageSize, offset, null, cancellationToken).ConfigureAwait(false);
            foreach (var contact in page.Items.Where(contact => scope is null || contact.Scope == scope))
            {
                yield return contact;
            }
            if (!page.HasMore || page.Items.Count == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Creates a contact. It is repeated only where no connection to sipgate was made.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="scope">Who sees it: <see cref="ContactScope.Private"/> or <see cref="ContactScope.Shared"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">It has no name, or the scope is another.</exception>
    public Task CreateAsync(NewContact contact, ContactScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contact);
        SipgateValidationException.Require(contact.Firstname.Length > 0 || contact.Lastname.Length > 0, "Names not given", nameof(contact));
        CheckScope(scope);
        var body = new ContactBody
        {
            Name = $"{contact.Firstname} {contact.Lastname}".Trim(),
            Family = contact.Lastname,
            Given = contact.Firstname,
            Organization = contact.Organization,
            Picture = contact.Picture,
            Scope = scope.Value,
            Addresses = contact.Addresses,
            Emails = contact.Emails,
            Numbers = contact.Numbers,
        };
        return _connection.SendAsync(SipgateRequest.Post("contacts", ErrorTexts.Contacts).With(body, ContactJson.Default.ContactBody), cancellationToken);
    }

    /// <summary>Replaces a contact.</summary>
    /// <param name="contact">The contact as it shall be, with its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task UpdateAsync(Contact contact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return _connection.SendAsync(SipgateRequest.Put("contacts/{id}", ErrorTexts.Contacts, contact.Id).With(contact, ContactJson.Default.Contact), cancellationToken);
    }

    /// <summary>Deletes a contact.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Delete("contacts/{id}", ErrorTexts.Contacts, id), cancellationToken);

    /// <summary>Deletes all private contacts of the user.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DeleteAllPrivateAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Delete("contacts", ErrorTexts.Contacts), cancellationToken);

    /// <summary>Deletes all shared contacts, one after the other; a failure does not end it.</summary>
    /// <param name="progress">Is told how many were tried; null for none.</param>
    /// <param name="cancellationToken">Ends it; what is deleted stays so.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="SipgateBatchException">Some were not deleted; it names each.</exception>
    public async Task<int> DeleteAllSharedAsync(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        // Listed first: deleting shifts the parts of the list.
        var ids = new List<string>();
        await foreach (var contact in GetAllAsync(ContactScope.Shared, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            ids.Add(contact.Id);
        }
        return await EachAsync("deleted", ids, id => id, id => DeleteAsync(id, cancellationToken), progress).ConfigureAwait(false);
    }

    /// <summary>Imports contacts of CSV (see <see cref="ContactCsv.Parse"/>) in one request, as private contacts. Broken text is refused before anything is sent.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="delimiter">What parts its values; default a comma.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="ContactFormatException">The text is broken; the message names line and column.</exception>
    public async Task<int> ImportCsvAsync(string csv, char delimiter = ',', CancellationToken cancellationToken = default)
    {
        var contacts = ContactCsv.Parse(csv, delimiter);
        if (contacts.Count > 0)
        {
            var body = new ImportBody(Convert.ToBase64String(Encoding.UTF8.GetBytes(ContactCsv.WriteImport(contacts))));
            await _connection.SendAsync(SipgateRequest.Post("contacts/import/csv", ErrorTexts.Contacts).With(body, ContactJson.Default.ImportBody), cancellationToken).ConfigureAwait(false);
        }
        return contacts.Count;
    }

    /// <summary>Creates contacts of vCards (see <see cref="VCard.Parse"/>), one after the other. Broken text is refused before anything is sent.</summary>
    /// <param name="cards">One card or several; each with a phone number.</param>
    /// <param name="scope">Who sees them: <see cref="ContactScope.Private"/> or <see cref="ContactScope.Shared"/>.</param>
    /// <param name="progress">Is told how many were tried; null for none.</param>
    /// <param name="cancellationToken">Ends it; what is created stays so.</param>
    /// <returns>How many were created.</returns>
    /// <exception cref="SipgateValidationException">The text is broken, or a card has no phone number.</exception>
    /// <exception cref="SipgateBatchException">sipgate refused some; it names each.</exception>
    public Task<int> ImportVCardsAsync(string cards, ContactScope scope, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckScope(scope);
        var contacts = VCard.Parse(cards);
        SipgateValidationException.Require(contacts.All(contact => contact.Numbers.Count > 0), "No phone number given", nameof(cards));
        return EachAsync("created", contacts, contact => $"{contact.Firstname} {contact.Lastname}".Trim(), contact => CreateAsync(contact, scope, cancellationToken), progress);
    }

    /// <summary>All contacts as CSV (see <see cref="ContactCsv.Write"/>).</summary>
    /// <param name="scope">Those of one scope alone; null for all.</param>
    /// <param name="delimiter">What parts the values; default a comma.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string> ExportCsvAsync(ContactScope? scope = null, char delimiter = ',', CancellationToken cancellationToken = default) =>
        ContactCsv.Write(await ListAsync(scope, cancellationToken).ConfigureAwait(false), delimiter);

    /// <summary>All contacts as vCards (see <see cref="VCard.Write(IEnumerable{Contact})"/>).</summary>
    /// <param name="scope">Those of one scope alone; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string> ExportVCardsAsync(ContactScope? scope = null, CancellationToken cancellationToken = default) =>
        VCard.Write(await ListAsync(scope, cancellationToken).ConfigureAwait(false));

    /// <summary>All contacts as JSON: the same objects as <see cref="GetAllAsync"/>, in an array.</summary>
    /// <param name="scope">Those of one scope alone; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string> ExportJsonAsync(ContactScope? scope = null, CancellationToken cancellationToken = default) =>
        System.Text.Json.JsonSerializer.Serialize([.. await ListAsync(scope, cancellationToken).ConfigureAwait(false)], ContactJson.Default.Contacts);

    private async Task<List<Contact>> ListAsync(ContactScope? scope, CancellationToken cancellationToken)
    {
        var contacts = new List<Contact>();
        await foreach (var contact in GetAllAsync(scope, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            contacts.Add(contact);
        }
        return contacts;
    }

    private static async Task<int> EachAsync<T>(string done, IReadOnlyList<T> items, Func<T, string> name, Func<T, Task> send, IProgress<int>? progress)
    {
        var failures = new List<SipgateBatchFailure>();
        for (var i = 0; i < items.Count; i++)
        {
            try
            {
                await send(items[i]).ConfigureAwait(false);
            }
            catch (SipgateException exception)
            {
                failures.Add(new SipgateBatchFailure(name(items[i]), exception));
            }
            progress?.Report(i + 1);
        }
        var succeeded = items.Count - failures.Count;
        return failures.Count == 0
            ? succeeded
            : throw new SipgateBatchException($"{succeeded} of {items.Count} contacts were {done}; {failures[0].Item}: {failures[0].Exception.Message}", succeeded, failures);
    }

    private static void CheckScope(ContactScope scope) =>
        SipgateValidationException.Require(scope == ContactScope.Private || scope == ContactScope.Shared, $"Invalid scope: {scope}", nameof(scope));
}
