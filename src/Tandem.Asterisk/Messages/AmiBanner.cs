namespace Tandem.Asterisk.Messages;

/// <summary>The first line that a server sends, such as <c>Asterisk Call Manager/9.0.0</c>. Any text is one.</summary>
/// <param name="Text">The line without its end.</param>
public readonly record struct AmiBanner(string Text)
{
    // Asterisk 13 began to escape, with 2.5.
    private static readonly Version FirstThatEscapes = new(2, 5);

    /// <summary>
    /// The version of the protocol behind the last slash, with parts of any width; null where the line tells none. It tells little about what Asterisk can do: 13 and 14 overlap.
    /// </summary>
    public Version? Version
    {
        get
        {
            var text = Text.AsSpan(Text.LastIndexOf('/') + 1).Trim();
            return System.Version.TryParse(text, out var version) ? version
                : int.TryParse(text, System.Globalization.NumberStyles.None, null, out var major) ? new Version(major, 0)
                : null;
        }
    }

    internal bool Escapes => Version is not { } version || version >= FirstThatEscapes;

    /// <summary>The line.</summary>
    public override string ToString() => Text;
}
