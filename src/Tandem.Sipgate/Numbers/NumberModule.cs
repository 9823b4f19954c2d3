using System.Runtime.CompilerServices;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Numbers;

/// <summary>The account's numbers. Needs the scope <c>numbers:read</c>.</summary>
public sealed class NumberModule
{
    private const int PageSize = 100;

    private readonly SipgateConnection _connection;

    internal NumberModule(SipgateConnection connection) => _connection = connection;

    /// <summary>A part of the numbers.</summary>
    /// <param name="limit">How many at most; null for sipgate's choice.</param>
    /// <param name="offset">How many are passed over first; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<AccountNumber>> GetAsync(int? limit = null, int? offset = null, CancellationToken cancellationToken = default)
    {
        Paging.Check(limit, offset, int.MaxValue);
        var request = SipgateRequest.Get("numbers", ErrorTexts.Numbers).With(new QueryText().Add("offset", offset).Add("limit", limit));
        return (await _connection.ReadAsync(request, NumberJson.Default.Numbers, cancellationToken).ConfigureAwait(false)).Items;
    }

    /// <summary>All numbers, fetched page by page as they are read.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<AccountNumber> GetAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await GetAsync(PageSize, offset, cancellationToken).ConfigureAwait(false);
            foreach (var number in page)
            {
                yield return number;
            }
            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }
}
