using System.Runtime.CompilerServices;
using System.Text;
using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.History;

/// <summary>What was: calls, voicemails, text messages, faxes. Needs the scopes <c>history:read</c> and <c>history:write</c>.</summary>
public sealed class HistoryModule
{
    /// <summary>The most events of one part.</summary>
    public const int MaxPageSize = 1000;

    // Deleting several names each in the address, which must stay short enough for proxies.
    private const int MaxDeletion = 100;

    private readonly SipgateConnection _connection;

    internal HistoryModule(SipgateConnection connection) => _connection = connection;

    /// <summary>A part of the history.</summary>
    /// <param name="filter">Which events; null for all that are not archived.</param>
    /// <param name="limit">How many at most, 1 to 1000; default 10.</param>
    /// <param name="offset">How many are passed over first; default 0.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">An extension cannot be.</exception>
    public async Task<HistoryPage> GetPageAsync(HistoryFilter? filter = null, int limit = 10, int offset = 0, CancellationToken cancellationToken = default)
    {
        Paging.Check(limit, offset, MaxPageSize);
        var query = ToQuery(filter).Add("phonenumber", filter?.PhoneNumber).Add("limit", limit).Add("offset", offset);
        var page = await _connection.ReadAsync(SipgateRequest.Get("history", ErrorTexts.History).With(query), HistoryJson.Default.Page, cancellationToken).ConfigureAwait(false);
        return new HistoryPage(page.Items, page.TotalCount);
    }

    /// <summary>All events of a filter, fetched in parts as they are read. One that is new meanwhile does not come twice.</summary>
    /// <param name="filter">Which events; null for all that are not archived.</param>
    /// <param name="pageSize">How many at a time, 1 to 1000; default 1000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SipgateValidationException">An extension cannot be.</exception>
    public async IAsyncEnumerable<HistoryEntry> GetAllAsync(
        HistoryFilter? filter = null, int pageSize = MaxPageSize, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var offset = 0;
        while (true)
        {
            var page = await GetPageAsync(filter, pageSize, offset, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Items.Where(entry => seen.Add(entry.Id)))
            {
                yield return entry;
            }
            offset += page.Items.Count;
            // With a phone number sipgate gives all at once, whatever was asked.
            if (page.Items.Count == 0 || offset >= page.TotalCount || filter?.PhoneNumber is not null)
            {
                yield break;
            }
        }
    }

    /// <summary>One event.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<HistoryEntry> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.ReadAsync(SipgateRequest.Get("history/{id}", ErrorTexts.History, id), HistoryJson.Default.HistoryEntry, cancellationToken);

    /// <summary>Deletes an event.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(SipgateRequest.Delete("history/{id}", ErrorTexts.History, id), cancellationToken);

    /// <summary>Deletes several events, 100 a request. None given: nothing is sent.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DeleteAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var some in ids.Chunk(MaxDeletion))
        {
            await _connection.SendAsync(SipgateRequest.Delete("history", ErrorTexts.History).With(new QueryText().Add("id", some)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes events: each note in a request of its own, and the rest in one. None given: nothing is sent.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task UpdateAsync(IEnumerable<HistoryChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        HistoryChange[] all = [.. changes];
        foreach (var change in all.Where(change => change.Note is not null))
        {
            var request = SipgateRequest.Put("history/{id}", ErrorTexts.History, change.Id);
            await _connection.SendAsync(request.With(ToBody(change) with { Note = change.Note }, HistoryJson.Default.HistoryChangeBody), cancellationToken).ConfigureAwait(false);
        }
        HistoryChangeBody[] others =
            [.. all.Where(change => change.Note is null && (change.Archived ?? change.Starred ?? change.Read) is not null).Select(change => ToBody(change) with { Id = change.Id })];
        if (others.Length > 0)
        {
            await _connection.SendAsync(SipgateRequest.Put("history", ErrorTexts.History).With(others, HistoryJson.Default.Changes), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The history as sipgate's CSV; its columns are sipgate's, and not documented.</summary>
    /// <param name="filter">Which events, of which <see cref="HistoryFilter.PhoneNumber"/> does not count; null for all that are not archived.</param>
    /// <param name="limit">How many at most, 1 to 1000; null for sipgate's choice.</param>
    /// <param name="offset">How many are passed over first; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">An extension cannot be.</exception>
    public async Task<string> ExportCsvAsync(HistoryFilter? filter = null, int? limit = null, int? offset = null, CancellationToken cancellationToken = default)
    {
        Paging.Check(limit, offset, MaxPageSize);
        var request = SipgateRequest.Get("history/export", ErrorTexts.History).With(ToQuery(filter).Add("limit", limit).Add("offset", offset));
        return Encoding.UTF8.GetString(await _connection.ExchangeAsync(request, cancellationToken).ConfigureAwait(false));
    }

    private static HistoryChangeBody ToBody(HistoryChange change) => new() { Archived = change.Archived, Starred = change.Starred, Read = change.Read };

    private static QueryText ToQuery(HistoryFilter? filter)
    {
        var query = new QueryText();
        if (filter is null)
        {
            return query;
        }
        foreach (var id in filter.ConnectionIds)
        {
            Extension.Require(id, Extension.AllKinds, nameof(filter.ConnectionIds));
        }
        return query
            .Add("archived", filter.Archived)
            .Add("connectionIds", filter.ConnectionIds)
            .Add("directions", filter.Directions.Select(direction => direction.Value))
            .Add("from", filter.From)
            .Add("starred", filter.Starred switch { true => "STARRED", false => "UNSTARRED", null => null })
            .Add("to", filter.To)
            .Add("types", filter.Types.Select(type => type.Value));
    }
}
