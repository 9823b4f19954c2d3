using System.Diagnostics.CodeAnalysis;
using Tandem.Pbx.Model;
using Tandem.Pbx.Outbox;
using Tandem.Pbx.Telemetry;

namespace Tandem.Pbx.State;

/// <summary>
/// The live model of one source, and its one writer: what a source keeps and others read as <see cref="IPbxModel"/>. Every member may be
/// called from any thread; writes take their turn. An edit runs under a lock and must be short.
/// </summary>
public sealed partial class PbxState : IPbxModel
{
    private static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(8);

    // The merged model changes in the bursts of its sources: these are not to be split again.
    private static readonly TimeSpan MergedWakeInterval = TimeSpan.FromMilliseconds(4);

    private readonly Lock _gate = new();
    private readonly EntityTables _tables = new();
    private readonly TimeProvider _timeProvider;
    private readonly ChangeLog _log;
    private readonly PbxWriter _writer;
    private readonly long _epoch = Position.NewEpoch();
    private readonly PbxMetrics _metrics;
    private readonly Func<IReadOnlyCollection<string>> _sources;
    private readonly ChangeSignal _signal;
    private long _revision;
    private PbxSnapshot? _snapshot;

    /// <summary>Makes an empty state.</summary>
    /// <param name="source">The name of the source, the first part of the ids of all its objects; without a colon.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <param name="options">Settings; <see langword="null"/> means the defaults.</param>
    public PbxState(string source, TimeProvider? timeProvider = null, PbxStateOptions? options = null)
        : this(source, isMerged: false, () => [source], timeProvider, options)
    {
        if (source.Contains(':'))
            throw new ArgumentException("A source's name has no colon.", nameof(source));
    }

    private PbxState(
        string name, bool isMerged, Func<IReadOnlyCollection<string>> sources, TimeProvider? timeProvider, PbxStateOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= PbxStateOptions.Default;
        options.Validate();
        Name = name;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _log = new ChangeLog(options.RetainedChanges, options.RetainedFor);
        _writer = new PbxWriter(_tables, isMerged ? null : name);
        _sources = sources;
        _signal = new ChangeSignal(isMerged ? MergedWakeInterval : WakeInterval);
        _metrics = new PbxMetrics(name);
        Outbox = new ConversationOutbox(this, _gate, _tables, _metrics);
        Telemetry = new TelemetryStream(_timeProvider);
    }

    /// <summary>The name that was given: of the source, or of the exchange.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public ConversationOutbox Outbox { get; }

    /// <inheritdoc/>
    public TelemetryStream Telemetry { get; }

    /// <inheritdoc/>
    public Position Position
    {
        get
        {
            lock (_gate)
                return new Position(_epoch, _revision);
        }
    }

    internal PbxMetrics Metrics => _metrics;

    /// <inheritdoc/>
    public PbxSnapshot Snapshot()
    {
        lock (_gate)
            return _snapshot ??= new PbxSnapshot(new Position(_epoch, _revision), _tables.Copy());
    }

    /// <inheritdoc/>
    public bool TryGet<T>(ObjectId id, [NotNullWhen(true)] out T? entity)
        where T : Entity
    {
        lock (_gate)
            entity = (T?)_tables.Find(EntityKinds.Of<T>(), id);
        return entity is not null;
    }

    /// <inheritdoc/>
    public ObjectResolution Resolve(EntityKind kind, ObjectReference reference, string? domain = null)
    {
        lock (_gate)
        {
            var candidates = new List<ObjectId>();
            IReadOnlyCollection<string> sources = _sources();
            if (ObjectId.TryParse(reference.Text, out ObjectId id) && sources.Contains(id.Source))
            {
                AddIfSeen(id);
            }
            else if (!string.IsNullOrEmpty(reference.Text))
            {
                foreach (string source in sources)
                    AddIfSeen(new ObjectId(source, reference.Text));
                if (kind == EntityKind.Extension)
                {
                    foreach (ObjectId extension in _tables.ExtensionsByNumber(reference.Text))
                        AddIfSeen(extension);
                }
            }

            return new ObjectResolution([.. candidates]);

            void AddIfSeen(ObjectId candidate)
            {
                bool isSeen = _tables.Find(kind, candidate) is { } found && (domain is null || found.Domain == domain);
                if (isSeen && !candidates.Contains(candidate))
                    candidates.Add(candidate);
            }
        }
    }

    internal static PbxState Merged(
        string name, Func<IReadOnlyCollection<string>> sources, TimeProvider? timeProvider, PbxStateOptions? options) =>
        new(name, isMerged: true, sources, timeProvider, options);
}
