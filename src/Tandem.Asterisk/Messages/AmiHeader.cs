namespace Tandem.Asterisk.Messages;

/// <summary>One header of a message, as text.</summary>
/// <param name="Name">Its name, in the case that it was sent in; empty for a line without a colon before any header.</param>
/// <param name="Value">Its value, never null; nothing is converted.</param>
public readonly record struct AmiHeader(string Name, string Value)
{
    /// <summary>The header as it stands on a line.</summary>
    public override string ToString() => Name.Length == 0 ? Value : $"{Name}: {Value}";
}
