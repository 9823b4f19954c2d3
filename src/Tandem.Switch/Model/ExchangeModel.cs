using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Pbx.Telemetry;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Model;

/// <summary>
/// Writes what happens in the exchange into its <see cref="PbxState"/>: each step that people can see is one change. Belongs to the
/// signalling loop.
/// </summary>
internal sealed partial class ExchangeModel(PbxState state, string source, DomainTable domains)
{
    private readonly Dictionary<string, List<Call>> _legs = [];

    /// <summary>Where the figures of live audio go.</summary>
    public TelemetryStream Telemetry => state.Telemetry;

    public ObjectId Id(string localId) => new(source, localId);

    private void Enter(PbxWriter writer, Call call, ChannelState next, string lastEvent) =>
        writer.Update<Channel>(Id(call.Id), channel => channel with
        {
            State = next,
            StateSince = channel.State == next ? channel.StateSince : writer.Now,
            LastEvent = lastEvent,
        });

    private void Note(PbxWriter writer, Call call, ChangeKind kind) =>
        writer.Update<Conversation>(Id(call.ConversationId), current => current with
        {
            Timeline = current.Timeline.Add(new TimelineEntry(writer.Now, kind, Id(call.Id))),
        });

    private void Track(PbxWriter writer, Call call)
    {
        if (call.Account is { } account)
        {
            var key = domains.KeyOf(account);
            if (!_legs.TryGetValue(key, out var legs))
            {
                _legs.Add(key, legs = []);
            }
            legs.Add(call);
            RefreshStatus(writer, key);
        }
    }

    private void Untrack(PbxWriter writer, Call call)
    {
        if (call.Account is { } account && domains.KeyOf(account) is var key && _legs.TryGetValue(key, out var legs))
        {
            legs.Remove(call);
            if (legs.Count == 0)
            {
                _legs.Remove(key);
            }
            RefreshStatus(writer, key);
        }
    }

    private void Refresh(PbxWriter writer, Call call)
    {
        if (call.Account is { } account)
        {
            RefreshStatus(writer, domains.KeyOf(account));
        }
    }

    private void RefreshStatus(PbxWriter writer, string key)
    {
        if (writer.Find<Extension>(Id(key)) is not { } extension)
        {
            return;
        }
        var legs = _legs.GetValueOrDefault(key);
        var status = ExtensionActivity.StatusOf(extension, legs);
        var conversations = ConversationsOf(legs, extension.Conversations);
        if (status != extension.Status || conversations != extension.Conversations)
        {
            writer.Upsert(extension with { Status = status, Conversations = conversations });
        }
    }

    /// <summary>The conversations of an extension's legs; the very list that is known where it is the same.</summary>
    private ValueList<ObjectId> ConversationsOf(List<Call>? legs, ValueList<ObjectId> known)
    {
        if (legs is null)
        {
            return [];
        }
        if (legs.Count == 1 && known.Count == 1 && known[0].LocalId == legs[0].ConversationId)
        {
            return known;
        }
        return [.. legs.Select(leg => Id(leg.ConversationId)).Distinct()];
    }
}
