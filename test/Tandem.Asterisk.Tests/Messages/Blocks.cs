using System.Text;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Tests.Messages;

/// <summary>Reads what a test gives as text.</summary>
internal static class Blocks
{
    /// <summary>All blocks of a text whose lines end with a line feed.</summary>
    public static List<AmiMessage> Read(string text) => ReadBytes(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    /// <summary>All blocks of bytes, which come in pieces of the given lengths and then at once.</summary>
    public static List<AmiMessage> ReadBytes(ReadOnlySpan<byte> bytes, IEnumerable<int>? pieces = null)
    {
        using var reader = new AmiBlockReader();
        var messages = new List<AmiMessage>();
        foreach (var piece in (pieces ?? []).Append(int.MaxValue))
        {
            var length = Math.Min(piece, bytes.Length);
            reader.Write(bytes[..length]);
            bytes = bytes[length..];
            while (reader.TryRead(out var block))
            {
                messages.Add(block.ToMessage());
            }
        }
        return messages;
    }
}
