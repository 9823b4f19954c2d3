namespace Tandem.Asterisk.Actions;

/// <summary>What a command of Asterisk's console printed.</summary>
/// <param name="IsSuccess">Whether Asterisk knows the command and it did not fail; always true before Asterisk 14.</param>
/// <param name="Lines">The lines that it printed.</param>
public sealed record AmiCommandOutput(bool IsSuccess, IReadOnlyList<string> Lines)
{
    /// <summary>The lines as one text.</summary>
    public override string ToString() => string.Join('\n', Lines);
}
