using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>One header line: slices of the message's buffer. An empty name is the canonical one of <see cref="Id"/>.</summary>
internal struct HeaderEntry
{
    public SipHeaderName Id;
    public Slice Name;
    public Slice Value;

    /// <summary>The value as text, made when first asked for.</summary>
    public string? Text;
}
