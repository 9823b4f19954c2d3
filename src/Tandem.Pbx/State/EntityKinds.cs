using Tandem.Pbx.Model;

namespace Tandem.Pbx.State;

/// <summary>The kind that belongs to a type.</summary>
internal static class EntityKinds
{
    internal static EntityKind Of<T>()
        where T : Entity =>
        KindOf<T>.Value;

    private static class KindOf<T>
    {
        internal static readonly EntityKind Value = Enum.TryParse(typeof(T).Name, out EntityKind kind)
            ? kind
            : throw new ArgumentException($"{typeof(T).Name} is not one type of object: name the record itself.");
    }
}
