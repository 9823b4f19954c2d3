using Tandem.Media;

namespace Tandem.Switch.Tests.Commands;

/// <summary>A party that says nothing, for ever.</summary>
internal sealed class Silence : AudioSource
{
    public override int Read(Span<short> samples)
    {
        samples.Clear();
        return samples.Length;
    }
}
