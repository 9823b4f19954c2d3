namespace Tandem.Sip.Messages.Syntax;

/// <summary>A part of a buffer.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);
}
