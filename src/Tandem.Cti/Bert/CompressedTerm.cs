using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Tandem.Cti.Bert;

/// <summary>Inflates a compressed message, never beyond what it says and what is allowed.</summary>
internal static class CompressedTerm
{
    private const int HeaderLength = sizeof(uint);
    private const int Offset = 1;
    private const int FirstBuffer = 64 * 1024;

    /// <summary>The message without compression, with its magic byte.</summary>
    /// <param name="compressed">What follows the tag: the size, and the zlib stream (RFC 1950).</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="BertException">It cannot be inflated, is too long, or has another size than it says.</exception>
    public static byte[] Inflate(ReadOnlySequence<byte> compressed, BertReaderOptions options)
    {
        if (compressed.Length < HeaderLength)
        {
            throw new BertException("The message ends within its header", Offset);
        }
        Span<byte> header = stackalloc byte[HeaderLength];
        compressed.Slice(0, HeaderLength).CopyTo(header);
        long size = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (size >= options.MaxMessageSize)
        {
            throw new BertException($"The message has {size} bytes without compression, of {options.MaxMessageSize} allowed", Offset);
        }
        try
        {
            // Grows with what really comes, so that a size that lies costs nothing.
            var input = new MemoryStream(compressed.Slice(HeaderLength).ToArray(), writable: false);
            using var inflater = new ZLibStream(input, CompressionMode.Decompress);
            var message = new byte[(int)Math.Min(size, FirstBuffer) + 2];
            message[0] = BertTag.Magic;
            var length = 1;
            for (int read; (read = inflater.Read(message, length, message.Length - length)) > 0;)
            {
                length += read;
                if (length - 1 > size)
                {
                    break;
                }
                if (length == message.Length)
                {
                    Array.Resize(ref message, (int)Math.Min(size + 2, message.Length * 2L));
                }
            }
            return length - 1 == size ? message[..length] : throw new BertException($"The message says {size} bytes without compression and has others", Offset);
        }
        catch (InvalidDataException)
        {
            throw new BertException("The message cannot be inflated", Offset);
        }
    }
}
