namespace Tandem.Asterisk.Messages;

/// <summary>The values of all headers of one name, for <c>foreach</c>.</summary>
public ref struct AmiBlockValues
{
    private readonly AmiBlock _block;
    private readonly ReadOnlySpan<byte> _name;
    private int _position;

    internal AmiBlockValues(AmiBlock block, ReadOnlySpan<byte> name)
    {
        _block = block;
        _name = name;
        _position = -1;
    }

    /// <summary>The value, as it came.</summary>
    public readonly ReadOnlySpan<byte> Current => _block[_position].Value;

    /// <summary>Itself.</summary>
    public readonly AmiBlockValues GetEnumerator() => this;

    /// <summary>Goes to the next value.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        _position = _block.Find(_name, _position + 1);
        return _position >= 0;
    }
}
