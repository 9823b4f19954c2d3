namespace Tandem.Sip.Sdp;

/// <summary>An <c>a=</c> line (RFC 8866 section 5.13).</summary>
/// <param name="Name">The name; case-sensitive.</param>
/// <param name="Value">What is behind the colon; null for a property attribute such as <c>sendonly</c>.</param>
public readonly record struct SdpAttribute(string Name, string? Value = null)
{
    /// <summary>The line without <c>a=</c>.</summary>
    public override string ToString() => Value is null ? Name : $"{Name}:{Value}";
}
