namespace Tandem.Pbx.Model;

/// <summary>
/// How a command names an object: an <see cref="ObjectId"/>, or a bare local id or extension number (<c>101</c>), which is
/// accepted where it is unique.
/// </summary>
/// <param name="Text">The text as it was given.</param>
public readonly record struct ObjectReference(string Text)
{
    /// <summary>Names an object by its text.</summary>
    /// <param name="text">A full id or a bare local id.</param>
    public static implicit operator ObjectReference(string text) => new(text);

    /// <summary>Names an object by its full id.</summary>
    /// <param name="id">The id.</param>
    public static implicit operator ObjectReference(ObjectId id) => new(id.ToString());

    /// <summary>The text as it was given.</summary>
    public override string ToString() => Text;
}
