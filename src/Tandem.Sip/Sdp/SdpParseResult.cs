namespace Tandem.Sip.Sdp;

/// <summary>What was made of a session description.</summary>
/// <param name="Error">What is wrong; the first thing found.</param>
/// <param name="Line">In which line, from 1; 0 when it is about the whole.</param>
public readonly record struct SdpParseResult(SdpParseError Error, int Line)
{
    /// <summary>Whether the description is well-formed.</summary>
    public bool Ok => Error == SdpParseError.None;
}
