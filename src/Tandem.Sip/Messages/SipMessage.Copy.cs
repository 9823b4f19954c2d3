using System.Runtime.InteropServices;

namespace Tandem.Sip.Messages;

/// <summary>
/// Copies, byte for byte. A received value may hold control characters within quotes, which <see cref="Add(SipHeaderName, string)"/> refuses:
/// what comes from the wire is best passed on in this way.
/// </summary>
public sealed partial class SipMessage
{
    /// <summary>A message of its own with the same content: how to keep what was parsed into a message that is used again.</summary>
    public SipMessage Clone()
    {
        var clone = new SipMessage
        {
            _buffer = _buffer.AsSpan(0, _used).ToArray(),
            _used = _used,
            _headers = _headers.AsSpan(0, _headerCount).ToArray(),
            _headerCount = _headerCount,
            _method = _method,
            _requestUri = _requestUri,
            _requestUriValue = _requestUriValue,
            StatusCode = StatusCode,
            _reason = _reason,
            _reasonText = _reasonText,
        };
        var isBodyInBuffer = MemoryMarshal.TryGetArray(Body, out var body) && body.Array == _buffer;
        clone.Body = isBodyInBuffer ? clone._buffer.AsMemory(body.Offset, body.Count) : Body.ToArray();
        return clone;
    }

    /// <summary>Adds all lines of that header of another message at the end.</summary>
    public void CopyAll(SipMessage source, SipHeaderName name)
    {
        ArgumentNullException.ThrowIfNull(source);
        for (var i = source.IndexOf(name); i >= 0; i = source.IndexOf(name, i + 1))
        {
            CopyLine(source, i);
        }
    }

    /// <summary>Adds the first line of that header of another message, if there is one, at the end.</summary>
    public void CopyFirst(SipMessage source, SipHeaderName name)
    {
        ArgumentNullException.ThrowIfNull(source);
        var index = source.IndexOf(name);
        if (index >= 0)
        {
            CopyLine(source, index);
        }
    }

    private void CopyLine(SipMessage source, int index)
    {
        ref readonly var entry = ref source._headers[index];
        var name = entry.Id == SipHeaderName.Other ? Store(entry.Name.Of(source._buffer)) : default;
        Insert(_headerCount, new HeaderEntry { Id = entry.Id, Name = name, Value = Store(source.ValueSpan(index)), Text = entry.Text });
    }
}
