using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Tandem.Sip.Resolution;

/// <summary>Reads the parts of a DNS message in their order. What does not fit is told by a false, never by an exception.</summary>
internal ref struct DnsReader(ReadOnlySpan<byte> message)
{
    private const int MaxNameLength = 255;
    private const int MaxPointers = 32;

    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; set; }

    public bool TryNumber16(out ushort value)
    {
        value = 0;
        if (Position + 2 > _message.Length)
        {
            return false;
        }
        value = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]);
        Position += 2;
        return true;
    }

    public bool TryNumber32(out uint value)
    {
        value = 0;
        if (Position + 4 > _message.Length)
        {
            return false;
        }
        value = BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]);
        Position += 4;
        return true;
    }

    public bool TrySkip(int count)
    {
        Position += count;
        return count >= 0 && Position <= _message.Length;
    }

    /// <summary>A name, in lower case and without its last dot; empty for the root.</summary>
    public bool TryName(out string name)
    {
        name = "";
        var text = new StringBuilder();
        var (at, end, pointers) = (Position, -1, 0);
        while (at < _message.Length)
        {
            int length = _message[at];
            if (length == 0)
            {
                Position = end < 0 ? at + 1 : end;
                name = text.ToString();
                return true;
            }
            if (length >= 0xC0)
            {
                // A pointer leads backwards only, so that it cannot lead in a circle.
                if (at + 1 >= _message.Length || ++pointers > MaxPointers)
                {
                    return false;
                }
                end = end < 0 ? at + 2 : end;
                var target = ((length & 0x3F) << 8) | _message[at + 1];
                if (target >= at)
                {
                    return false;
                }
                at = target;
                continue;
            }
            if (length > 63 || at + 1 + length > _message.Length || text.Length + length + 1 > MaxNameLength)
            {
                return false;
            }
            if (text.Length > 0)
            {
                text.Append('.');
            }
            foreach (var letter in _message.Slice(at + 1, length))
            {
                if (letter is <= 0x20 or >= 0x7F or (byte)'.')
                {
                    return false;
                }
                text.Append(char.ToLowerInvariant((char)letter));
            }
            at += 1 + length;
        }
        return false;
    }

    /// <summary>A text with its length before it (RFC 1035 3.3).</summary>
    public bool TryText(out string text)
    {
        text = "";
        if (Position >= _message.Length || Position + 1 + _message[Position] > _message.Length)
        {
            return false;
        }
        int length = _message[Position];
        text = Encoding.Latin1.GetString(_message.Slice(Position + 1, length));
        Position += 1 + length;
        return true;
    }

    /// <summary>The next record.</summary>
    /// <param name="record">Null where its type is none that we know.</param>
    /// <returns>False where the message is malformed.</returns>
    public bool TryRecord(out DnsRecord? record)
    {
        record = null;
        if (!TryName(out var name) || !TryNumber16(out var type) || !TryNumber16(out var @class) || !TryNumber32(out var seconds) || !TryNumber16(out var length)
            || Position + length > _message.Length)
        {
            return false;
        }
        var end = Position + length;
        // RFC 2181 8: the highest bit is no part of the number.
        var timeToLive = TimeSpan.FromSeconds(seconds > int.MaxValue ? 0 : seconds);
        if (@class == 1 && !TryData((DnsType)type, name, timeToLive, length, out record))
        {
            return false;
        }
        Position = end;
        return true;
    }

    private bool TryData(DnsType type, string name, TimeSpan timeToLive, int length, out DnsRecord? record)
    {
        record = null;
        switch (type)
        {
            case DnsType.A or DnsType.Aaaa:
                if (length != (type == DnsType.A ? 4 : 16))
                {
                    return false;
                }
                record = new AddressRecord(name, type, timeToLive, new IPAddress(_message.Slice(Position, length)));
                return true;
            case DnsType.Cname:
                if (!TryName(out var alias))
                {
                    return false;
                }
                record = new AliasRecord(name, timeToLive, alias);
                return true;
            case DnsType.Srv:
                if (!TryNumber16(out var priority) || !TryNumber16(out var weight) || !TryNumber16(out var port) || !TryName(out var host))
                {
                    return false;
                }
                record = new ServiceRecord(name, timeToLive, priority, weight, port, host);
                return true;
            case DnsType.Naptr:
                if (!TryNumber16(out var order) || !TryNumber16(out var preference) || !TryText(out var flags) || !TryText(out var service) || !TryText(out _)
                    || !TryName(out var replacement))
                {
                    return false;
                }
                record = new PointerRecord(name, timeToLive, order, preference, flags.ToUpperInvariant(), service.ToUpperInvariant(), replacement);
                return true;
            case DnsType.Soa:
                if (!TryName(out _) || !TryName(out _) || !TrySkip(16) || !TryNumber32(out var minimum))
                {
                    return false;
                }
                record = new ZoneRecord(name, timeToLive, TimeSpan.FromSeconds(minimum > int.MaxValue ? 0 : minimum));
                return true;
            default:
                return true;
        }
    }
}
