using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>
/// What an Asterisk wrote on a manager connection, byte by byte, banner first: as <c>tandem ami record</c> saves it and
/// a fake Asterisk replays it. What the client wrote is not part of it.
/// </summary>
public sealed class AmiTranscript
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Creates a transcript.</summary>
    /// <param name="bytes">What came; a block cut off at the end belongs to it.</param>
    public AmiTranscript(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The banner.</summary>
    /// <exception cref="AmiProtocolException">There is no line.</exception>
    public AmiBanner Banner
    {
        get
        {
            var end = _bytes.Span.IndexOf((byte)'\n');
            return end < 0 ? throw new AmiProtocolException("The transcript has no banner.") : new AmiBanner(Encoding.UTF8.GetString(_bytes.Span[..end]).TrimEnd('\r'));
        }
    }

    /// <summary>What follows the banner.</summary>
    public ReadOnlyMemory<byte> Blocks => _bytes[(_bytes.Span.IndexOf((byte)'\n') + 1)..];

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AmiTranscript Load(string path) => new(File.ReadAllBytes(path));

    /// <summary>All blocks as messages.</summary>
    /// <exception cref="AmiProtocolException">There is no banner.</exception>
    public IReadOnlyList<AmiMessage> ToMessages()
    {
        var messages = new List<AmiMessage>();
        Replay(new Collector(messages));
        return messages;
    }

    /// <summary>Shows all blocks to a handler, as a connection would.</summary>
    /// <exception cref="AmiProtocolException">There is no banner.</exception>
    public void Replay(IAmiBlockHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var reader = new AmiBlockReader { Unescapes = Banner.Escapes };
        const int Portion = 64 * 1024;
        for (var rest = Blocks; !rest.IsEmpty; rest = rest[Math.Min(Portion, rest.Length)..])
        {
            reader.Write(rest.Span[..Math.Min(Portion, rest.Length)]);
            while (reader.TryRead(out var block))
            {
                handler.OnBlock(block);
            }
        }
    }

    private sealed class Collector(List<AmiMessage> messages) : IAmiBlockHandler
    {
        public void OnBlock(AmiBlock block) => messages.Add(block.ToMessage());
    }
}
