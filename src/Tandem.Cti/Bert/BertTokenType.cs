namespace Tandem.Cti.Bert;

/// <summary>What a <see cref="BertReader"/> has read.</summary>
public enum BertTokenType
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A whole number of any size.</summary>
    Integer,

    /// <summary>A floating-point number, old or new.</summary>
    Float,

    /// <summary>An atom, Latin-1 or UTF-8.</summary>
    Atom,

    /// <summary>The beginning of a tuple; its elements follow.</summary>
    Tuple,

    /// <summary>The empty list. As the tail of a list it is the end of it.</summary>
    Nil,

    /// <summary>A list of bytes, which Erlang also takes for a string of Latin-1.</summary>
    ByteList,

    /// <summary>The beginning of a list; its elements follow, and then its tail (<see cref="BertReader.IsTail"/>).</summary>
    List,

    /// <summary>A binary: text or bytes.</summary>
    Binary,

    /// <summary>A binary whose last byte is not whole.</summary>
    BitBinary,

    /// <summary>The beginning of a map; a key and a value in turn follow.</summary>
    Map,
}
