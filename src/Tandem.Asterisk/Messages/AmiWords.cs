using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>Texts seen before, so that names of headers and short values become the same string again. Bounded: a new text takes the place of an old one.</summary>
internal sealed class AmiWords
{
    private const int Slots = 2048;
    private const int LongestWord = 40;

    private readonly string?[] _words = new string?[Slots];

    public string GetOrAdd(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }
        if (bytes.Length > LongestWord)
        {
            return encoding.GetString(bytes);
        }
        var hash = (uint)bytes.Length;
        foreach (var value in bytes)
        {
            hash = (hash * 31) + value;
        }
        ref var word = ref _words[(hash ^ (hash >> 15)) % Slots];
        return word is not null && Ascii.Equals(bytes, word) ? word : word = encoding.GetString(bytes);
    }
}
