namespace Tandem.Cti.Bert;

/// <summary>The tags of the external term format of Erlang, as far as a BERT message may have them.</summary>
internal static class BertTag
{
    public const byte Magic = 131;
    public const byte NewFloat = 70;
    public const byte BitBinary = 77;
    public const byte Compressed = 80;
    public const byte SmallInteger = 97;
    public const byte Integer = 98;
    public const byte Float = 99;
    public const byte Atom = 100;
    public const byte SmallTuple = 104;
    public const byte LargeTuple = 105;
    public const byte Nil = 106;
    public const byte String = 107;
    public const byte List = 108;
    public const byte Binary = 109;
    public const byte SmallBig = 110;
    public const byte LargeBig = 111;
    public const byte SmallAtom = 115;
    public const byte Map = 116;
    public const byte AtomUtf8 = 118;
    public const byte SmallAtomUtf8 = 119;

    /// <summary>An old float: C's <c>%.20e</c>, filled up with NUL.</summary>
    public const int FloatLength = 31;

    /// <summary>How many characters an atom may have.</summary>
    public const int MaxAtomLength = 255;
}
