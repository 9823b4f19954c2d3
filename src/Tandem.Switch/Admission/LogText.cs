namespace Tandem.Switch.Admission;

/// <summary>What a stranger wrote, made fit for a line of a log.</summary>
internal static class LogText
{
    private const int MaxLength = 64;

    /// <summary>The first 64 characters, without control characters: nobody forges lines of ours or fills them.</summary>
    public static string? Of(string? text)
    {
        if (text is null || (text.Length <= MaxLength && !text.Any(char.IsControl)))
        {
            return text;
        }
        var cut = text.Length > MaxLength ? text[..MaxLength] + "..." : text;
        return string.Create(cut.Length, cut, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
