using Tandem.Pbx.Model;

namespace Tandem.Cti.Objects;

/// <summary>An object of a model as a Tandem tells it to another.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Image">The object as JSON; the last image of one that was removed; empty where it was but touched.</param>
internal readonly record struct CtiObject(EntityKind Kind, string Id, CtiObjectChange Change, ReadOnlyMemory<byte> Image);
