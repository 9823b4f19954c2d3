namespace Tandem.Sip.Messages;

/// <summary>A CSeq value (RFC 3261 section 20.16).</summary>
/// <param name="Number">The sequence number, below 2^31.</param>
/// <param name="Method">The method.</param>
public readonly record struct CSeq(uint Number, SipMethod Method)
{
    /// <summary>The value as written in the header, for example <c>1 INVITE</c>.</summary>
    public override string ToString() => $"{Number} {Method.Name}";
}
