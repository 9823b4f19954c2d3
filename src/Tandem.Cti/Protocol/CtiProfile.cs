namespace Tandem.Cti.Protocol;

/// <summary>A generation of the protocol: its messages, its fields, and what its clients' decoders read.</summary>
public enum CtiProfile
{
    /// <summary><c>basix-2016</c>: the seed's. Each message in a list of one, <c>initial_chan_info</c>, <c>chan_info</c> and
    /// <c>mwi_info</c>.</summary>
    Basix2016,

    /// <summary><c>basix-2019</c>: <c>initial_info</c> and <c>info_event</c> for each kind of object.</summary>
    Basix2019,

    /// <summary><c>tandem</c>: as <see cref="Basix2019"/>, with more fields and states, so that a Tandem sees another as it sees
    /// itself.</summary>
    Tandem,
}
