namespace Tandem.Cti.Bert;

/// <summary>Which tags a <see cref="BertWriter"/> may use. A term that a profile has no tag for is refused with a
/// <see cref="NotSupportedException"/>.</summary>
public enum BertProfile
{
    /// <summary>BERT 1.0 and nothing else: Latin-1 atoms, old floats, no maps, no bit binaries. Every peer reads it.</summary>
    Bert10,

    /// <summary>BERT 1.0 as the clients of Basix before March 2019 read it rightly: integers from 128 to 255 in four bytes, as those take a
    /// byte for signed; no floats and no tuples beyond 255 elements.</summary>
    Basix2016,

    /// <summary>As a present Erlang writes: UTF-8 atoms, new floats, maps and bit binaries.</summary>
    Erlang,
}
