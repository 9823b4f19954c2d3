using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests;

internal static class SnapshotAssert
{
    public static void Same(PbxSnapshot expected, PbxSnapshot actual)
    {
        Dictionary<(EntityKind, ObjectId), Entity> wanted = Content(expected);
        Dictionary<(EntityKind, ObjectId), Entity> found = Content(actual);
        Assert.Empty(wanted.Keys.Except(found.Keys));
        Assert.Empty(found.Keys.Except(wanted.Keys));
        foreach (((EntityKind, ObjectId) key, Entity entity) in wanted)
            Assert.Equal(entity, found[key]);
    }

    private static Dictionary<(EntityKind, ObjectId), Entity> Content(PbxSnapshot snapshot) =>
        snapshot.Entities.ToDictionary(entity => (entity.Kind, entity.Id));
}
