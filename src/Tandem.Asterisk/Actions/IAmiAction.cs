namespace Tandem.Asterisk.Actions;

/// <summary>Something that can be sent: an <see cref="AmiAction"/>, or a record with the fields of one.</summary>
public interface IAmiAction
{
    /// <summary>The action with its headers.</summary>
    /// <exception cref="ArgumentException">A field cannot be sent.</exception>
    AmiAction ToAction();
}
