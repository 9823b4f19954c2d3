using System.Globalization;
using System.Text;
using Tandem.Sip.Bodies;
using Tandem.Sip.Subscriptions;

namespace Tandem.Switch.Subscriptions;

/// <summary>
/// A document that is made once a change and given to all subscribers. A dialog-info counts its versions subscriber by subscriber: only that
/// number is written anew.
/// </summary>
internal sealed class LampDocument
{
    // Nobody gets so far, and so it stands in no document but for this.
    private const uint Placeholder = uint.MaxValue;
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes($"version=\"{Placeholder}\"");
    private static readonly int PlaceholderLength = $"{Placeholder}".Length;

    private readonly string _contentType;
    private readonly byte[] _bytes;
    private readonly int _versionAt = -1;

    public LampDocument(string contentType, byte[] bytes)
    {
        _contentType = contentType;
        _bytes = bytes;
    }

    /// <summary>A dialog-info, whatever its version.</summary>
    public LampDocument(string entity, IReadOnlyList<DialogInfoEntry> dialogs)
        : this(DialogInfo.ContentType, new DialogInfo(entity, Placeholder, dialogs).ToBytes()) =>
        _versionAt = _bytes.AsSpan().IndexOf(Mark) + Mark.Length - PlaceholderLength - 1;

    /// <summary>The document for a subscriber.</summary>
    /// <param name="version">The number of the notification.</param>
    public EventBody For(uint version)
    {
        if (_versionAt < 0)
        {
            return new EventBody(_contentType, _bytes);
        }
        Span<byte> digits = stackalloc byte[PlaceholderLength];
        version.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        var copy = new byte[_bytes.Length - PlaceholderLength + count];
        _bytes.AsSpan(0, _versionAt).CopyTo(copy);
        digits[..count].CopyTo(copy.AsSpan(_versionAt));
        _bytes.AsSpan(_versionAt + PlaceholderLength).CopyTo(copy.AsSpan(_versionAt + count));
        return new EventBody(_contentType, copy);
    }
}
