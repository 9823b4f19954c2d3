using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;
using Tandem.Switch.Registrar;

namespace Tandem.Hub.Registrations;

/// <summary>
/// The registrar's bindings: served from memory, and written behind to the store, each change at most half a second later. So a REGISTER
/// never waits for the database, and a restart, even by <c>kill -9</c>, forgets at most the last of them.
/// </summary>
internal sealed partial class StoredBindings(Store store, TimeProvider timeProvider, ILogger<StoredBindings> logger) : BackgroundService, IBindingStore
{
    private const int CommandTimeout = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly RowStatement<string> Removals = new("DELETE FROM bindings WHERE user_name = @p0", 1, user => [user]);

    private static readonly RowStatement<BindingRow> Rows = RowStatement<BindingRow>.Upsert(
        "bindings",
        ["user_name", "contact", "instance", "reg_id"],
        ["user_name", "contact", "instance", "reg_id", "path", "protocol", "source", "behind_nat", "call_id", "sequence", "expires_at", "priority", "user_agent",
            "id", "registered_at", "refreshed_at", "allow_methods", "server_host"],
        row => [row.UserName, row.Contact, row.Instance, row.RegId, row.Path, row.Protocol, row.Source, row.BehindNat, row.CallId, row.Sequence, row.ExpiresAt, row.Priority, row.UserAgent,
            row.Id, row.RegisteredAt, row.RefreshedAt, row.Allow, row.ServerHost]);

    private readonly MemoryBindingStore _bindings = new();
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private bool _isFailing;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Binding>> LoadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync<BindingRow>(
            """
            SELECT user_name AS UserName, contact AS Contact, instance AS Instance, reg_id AS RegId, path AS Path, protocol AS Protocol, source AS Source, behind_nat AS BehindNat,
                   call_id AS CallId, sequence AS Sequence, expires_at AS ExpiresAt, priority AS Priority, user_agent AS UserAgent, id AS Id,
                   registered_at AS RegisteredAt, refreshed_at AS RefreshedAt, allow_methods AS Allow, server_host AS ServerHost
            FROM bindings
            """).ConfigureAwait(false);
        foreach (var user in rows.Select(row => row.ToBinding()).OfType<Binding>().GroupBy(binding => binding.User))
        {
            await _bindings.SetAsync(user.Key, [.. user], cancellationToken).ConfigureAwait(false);
        }
        return await _bindings.LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Binding>> FindAsync(string user, CancellationToken cancellationToken) =>
        _bindings.FindAsync(user, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SetAsync(string user, IReadOnlyList<Binding> bindings, CancellationToken cancellationToken)
    {
        var kept = _bindings.SetAsync(user, bindings, cancellationToken);
        _changed[user] = true;
        return kept;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await TryFlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TryFlushAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The last changes are written by StopAsync.
        }
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        if (_changed.IsEmpty)
        {
            return;
        }
        // Taken out before their bindings are read: a change in between is written again rather than lost.
        var users = _changed.Keys.Where(user => _changed.TryRemove(user, out _)).ToArray();
        try
        {
            await FlushAsync(users, cancellationToken).ConfigureAwait(false);
            _isFailing = false;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException)
        {
            foreach (var user in users)
            {
                _changed[user] = true;
            }
            if (!_isFailing && exception is not OperationCanceledException)
            {
                _isFailing = true;
                LogFailing(exception);
            }
        }
    }

    private async Task FlushAsync(string[] users, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<BindingRow>();
        foreach (var user in users)
        {
            rows.AddRange((await _bindings.FindAsync(user, cancellationToken).ConfigureAwait(false)).Select(BindingRow.From));
        }
        await Removals.ExecuteAsync(transaction, users, CommandTimeout, cancellationToken).ConfigureAwait(false);
        await Rows.ExecuteAsync(transaction, rows, CommandTimeout, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(3101, LogLevel.Error, "Registrations cannot be written to the store; they are kept in memory and tried again")]
    private partial void LogFailing(Exception exception);
}
