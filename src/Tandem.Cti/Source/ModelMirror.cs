using Tandem.Cti.Objects;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Cti.Source;

/// <summary>Writes the model of another Tandem into a state, change by change, as it was written there.</summary>
internal sealed class ModelMirror(PbxState state)
{
    private readonly ObjectJson _json = new(state.Name);

    /// <summary>Puts the state right by the whole model.</summary>
    /// <param name="objects">All objects.</param>
    public void Begin(IReadOnlyList<CtiObject> objects)
    {
        Entity[] entities = [.. objects.Select(item => _json.Read(item.Kind, item.Image.Span))];
        state.Write(ChangeKind.Reconciled, writer => writer.Reconcile(entities.Where(entity => !IsOver(writer, entity))));
    }

    /// <summary>Writes a change.</summary>
    /// <param name="change">The change.</param>
    public void Apply(CtiModelChange change)
    {
        List<(CtiObject Object, Entity? Image)> objects = [.. change.Objects.Select(item => (item, item.Image.IsEmpty ? null : _json.Read(item.Kind, item.Image.Span)))];
        state.Write(change.Kind, change.At, writer =>
        {
            writer.Detail = change.Detail;
            foreach (var (item, image) in objects)
            {
                Apply(writer, item, image);
            }
        });
    }

    private void Apply(PbxWriter writer, CtiObject item, Entity? image)
    {
        var id = new ObjectId(state.Name, item.Id);
        switch (item.Change)
        {
            case CtiObjectChange.Touched:
                writer.Touch(item.Kind, id);
                break;

            // A conversation leaves each model by itself, when its history has it.
            case CtiObjectChange.Removed when item.Kind != EntityKind.Conversation:
                if (image is not null && writer.Exists(item.Kind, id))
                {
                    // First as it was last, so that readers see how it ended.
                    writer.Upsert(image);
                }
                writer.Remove(item.Kind, id);
                break;
            case CtiObjectChange.Updated when image is not null && !IsOver(writer, image):
                writer.Upsert(image);
                break;
        }
    }

    /// <summary>Whether it is a conversation that is over and not known any more: history has it, and it must not come back.</summary>
    private static bool IsOver(PbxWriter writer, Entity entity) => entity is Conversation { EndedAt: not null } && !writer.Exists(EntityKind.Conversation, entity.Id);
}
