namespace Tandem.Pbx.Model;

/// <summary>What an <see cref="ObjectReference"/> turned out to name: one object, none, or several.</summary>
/// <param name="Candidates">Every object that the reference fits.</param>
public readonly record struct ObjectResolution(ValueList<ObjectId> Candidates)
{
    /// <summary>The object, when exactly one fits.</summary>
    public ObjectId? Id => Candidates.Count == 1 ? Candidates[0] : null;

    /// <summary>Nothing fits.</summary>
    public bool IsNotFound => Candidates.Count == 0;

    /// <summary>More than one fits.</summary>
    public bool IsAmbiguous => Candidates.Count > 1;
}
