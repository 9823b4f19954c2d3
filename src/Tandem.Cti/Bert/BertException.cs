namespace Tandem.Cti.Bert;

/// <summary>Bytes, or a text, that are no BERT term, or that go beyond a limit of <see cref="BertReaderOptions"/>.</summary>
public sealed class BertException : FormatException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="offset">Where.</param>
    public BertException(string message, long offset)
        : base($"{message} (at byte {offset})") => Offset = offset;

    /// <summary>The first byte of the term that is at fault, counted from the start of the message. Of a compressed message this counts in
    /// the message as it would be without compression; of a text it counts characters.</summary>
    public long Offset { get; }
}
