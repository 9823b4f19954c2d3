using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tandem.Cti.Bert;

/// <summary>
/// Reads a BERT message token by token, forwards only, and checks it on the way. It does not allocate, but for what <c>Get</c> methods return
/// and for a compressed message, which is inflated first. Counts are checked against the bytes that are left, so that a message of n bytes has
/// never more than n tokens, whatever it says.
/// </summary>
public ref partial struct BertReader
{
    private readonly BertReaderOptions _options;
    private SequenceReader<byte> _input;
    private OpenTerms _open;
    private int _depth;
    private long _pending;
    private long _start;
    private long _number;
    private double _float;
    private int _children;
    private bool _isBig;
    private bool _isNegative;
    private bool _isUtf8;

    /// <summary>Begins to read a message.</summary>
    /// <param name="message">The message, with its magic byte 131.</param>
    /// <param name="options">The limits; the defaults where null.</param>
    /// <exception cref="BertException">It is no BERT message, is too long, or cannot be inflated.</exception>
    public BertReader(ReadOnlySequence<byte> message, BertReaderOptions? options = null)
    {
        _options = options ?? BertReaderOptions.Default;
        if (message.Length > _options.MaxMessageSize)
        {
            throw new BertException($"The message has {message.Length} bytes, of {_options.MaxMessageSize} allowed", 0);
        }
        _input = new SequenceReader<byte>(message);
        if (!_input.TryRead(out var magic) || magic != BertTag.Magic)
        {
            throw new BertException("A BERT message begins with the byte 131", 0);
        }
        if (_input.TryPeek(out var tag) && tag == BertTag.Compressed)
        {
            _input = new SequenceReader<byte>(new ReadOnlySequence<byte>(CompressedTerm.Inflate(message.Slice(2), _options)));
            _input.Advance(1);
        }
        _pending = 1;
    }

    /// <inheritdoc cref="BertReader(ReadOnlySequence{byte}, BertReaderOptions?)"/>
    public BertReader(ReadOnlyMemory<byte> message, BertReaderOptions? options = null)
        : this(new ReadOnlySequence<byte>(message), options)
    {
    }

    /// <summary>What was read.</summary>
    public BertTokenType TokenType { get; private set; }

    /// <summary>Of a tuple or list its number of elements (without the tail), of a map its number of pairs, of a binary or a list of bytes its
    /// number of bytes, of a bit binary its number of bits; else 0.</summary>
    public long Count { get; private set; }

    /// <summary>What was read is the tail of a list: <see cref="BertTokenType.Nil"/> where the list is a proper one.</summary>
    public bool IsTail { get; private set; }

    /// <summary>How many tuples, lists and maps what was read is in; one that begins here counts already.</summary>
    public readonly int Depth => _depth;

    /// <summary>The first byte of what was read, counted from the start of the message.</summary>
    public readonly long Offset => _start;

    /// <summary>The bytes of an atom, binary, bit binary or list of bytes lie in more than one segment: they are in
    /// <see cref="ValueSequence"/> and not in <see cref="ValueSpan"/>.</summary>
    public bool HasValueSequence { get; private set; }

    /// <summary>The bytes of an atom, binary, bit binary or list of bytes.</summary>
    public ReadOnlySpan<byte> ValueSpan { get; private set; }

    /// <summary>The same where <see cref="HasValueSequence"/> says so.</summary>
    public ReadOnlySequence<byte> ValueSequence { get; private set; }

    /// <summary>Reads the next token.</summary>
    /// <returns>False when the message has been read to its end.</returns>
    /// <exception cref="BertException">It is no BERT, or goes beyond a limit.</exception>
    public bool Read()
    {
        if (_pending == 0)
        {
            if (_input.Remaining > 0 && !_options.AllowTrailingBytes)
            {
                _start = _input.Consumed;
                throw Fault($"{_input.Remaining} bytes follow the term");
            }
            return false;
        }
        _start = _input.Consumed;
        IsTail = TakePlace();
        _pending--;
        _children = 0;
        Count = 0;
        HasValueSequence = false;
        ValueSpan = default;
        ReadTerm(ReadByte());
        return true;
    }

    /// <summary>Reads the next token, which must be there.</summary>
    /// <returns>What it is.</returns>
    /// <exception cref="BertException">There is none, it is no BERT, or it goes beyond a limit.</exception>
    public BertTokenType ReadNext() => Read() ? TokenType : throw Fault("The term has no more elements");

    /// <summary>Passes over the elements of the tuple, list (with its tail) or map that begins here; does nothing at another token.</summary>
    /// <exception cref="BertException">They are no BERT, or go beyond a limit.</exception>
    public void Skip()
    {
        var after = _pending - _children;
        while (_pending > after)
        {
            Read();
        }
    }

    /// <summary>Reads the end of a list whose elements have been read.</summary>
    /// <exception cref="BertException">The list has another tail than the empty list.</exception>
    public void ReadListEnd()
    {
        if (ReadNext() != BertTokenType.Nil || !IsTail)
        {
            throw Fault("The end of a list is wanted");
        }
    }

    internal readonly BertException Fault(string message) => new(message, _start);

    /// <summary>Takes a place in the innermost term that is still open.</summary>
    /// <returns>Whether it is that of a tail.</returns>
    private bool TakePlace()
    {
        while (_depth > 0 && _open[_depth - 1].Left == 0)
        {
            _depth--;
        }
        if (_depth == 0)
        {
            return false;
        }
        ref var open = ref _open[_depth - 1];
        open.Left--;
        return open.IsList && open.Left == 0;
    }

    private void Open(BertTokenType type, long count, long places)
    {
        TokenType = type;
        Count = count;
        if (_pending + places > _input.Remaining)
        {
            throw Fault($"The term says that it has {count} elements, but the message ends before");
        }
        if (_depth == _options.MaxDepth)
        {
            throw Fault($"Terms are nested deeper than {_options.MaxDepth}");
        }
        _open[_depth++] = new OpenTerm { Left = (int)places, IsList = type == BertTokenType.List };
        _children = (int)places;
        _pending += places;
    }

    private struct OpenTerm
    {
        public int Left;
        public bool IsList;
    }

    [InlineArray(BertReaderOptions.DepthLimit)]
    private struct OpenTerms
    {
        private OpenTerm _first;
    }
}
