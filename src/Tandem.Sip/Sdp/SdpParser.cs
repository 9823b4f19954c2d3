using System.Globalization;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Sdp;

/// <summary>Reads one session description, line by line. Tolerant of a missing s= or t= line and of any order within a section.</summary>
internal sealed class SdpParser
{
    private readonly List<MediaDescription> _media = [];
    private readonly List<SdpAttribute> _sessionAttributes = [];
    private readonly List<SdpBandwidth> _sessionBandwidths = [];
    private List<SdpAttribute> _attributes;
    private List<SdpBandwidth> _bandwidths;
    private MediaDescription? _current;
    private SdpOrigin? _origin;
    private string? _name;
    private string? _information;
    private SdpConnection? _connection;
    private SdpTiming? _timing;

    public SdpParser()
    {
        _attributes = _sessionAttributes;
        _bandwidths = _sessionBandwidths;
    }

    public SdpParseResult Parse(ReadOnlySpan<char> text, out SessionDescription? description)
    {
        description = null;
        if (text.Length > SessionDescription.MaxBytes)
        {
            return new SdpParseResult(SdpParseError.TooLarge, 0);
        }
        var number = 0;
        foreach (var range in text.Split('\n'))
        {
            number++;
            if (number > SessionDescription.MaxLines)
            {
                return new SdpParseResult(SdpParseError.TooLarge, number);
            }
            var line = text[range];
            line = line.EndsWith('\r') ? line[..^1] : line;
            var error = number == 1 ? ReadVersion(line) : line.IsEmpty ? SdpParseError.None : Read(line);
            if (error != SdpParseError.None)
            {
                return new SdpParseResult(error, number);
            }
        }
        if (_origin is null)
        {
            return new SdpParseResult(SdpParseError.BadOrigin, 0);
        }
        EndMedia();
        description = new SessionDescription
        {
            Origin = _origin,
            SessionName = string.IsNullOrEmpty(_name) ? "-" : _name,
            Information = _information,
            Connection = _connection,
            Timing = _timing ?? default,
            Bandwidths = _sessionBandwidths,
            Attributes = new SdpAttributes(_sessionAttributes),
            Media = _media,
        };
        return default;
    }

    private static SdpParseError ReadVersion(ReadOnlySpan<char> line) => line.SequenceEqual("v=0") ? SdpParseError.None : SdpParseError.BadVersion;

    private SdpParseError Read(ReadOnlySpan<char> line)
    {
        if (line.Length < 2 || line[1] != '=' || HasControl(line))
        {
            return SdpParseError.BadLine;
        }
        var value = line[2..];
        switch (line[0])
        {
            case 'o':
                return ReadOrigin(value);
            case 's':
                _name ??= value.ToString();
                return SdpParseError.None;
            case 'i':
                ReadInformation(value.ToString());
                return SdpParseError.None;
            case 'c':
                return ReadConnection(value);
            case 'b':
                return ReadBandwidth(value);
            case 't':
                return ReadTiming(value);
            case 'a':
                return ReadAttribute(value);
            case 'm':
                return ReadMedia(value);
            default:
                return SdpParseError.None;
        }
    }

    private SdpParseError ReadOrigin(ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[7];
        if (_origin is not null || value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) != 6 || !value[parts[3]].SequenceEqual("IN")
            || !TryNumber(value[parts[1]], out var id) || !TryNumber(value[parts[2]], out var version))
        {
            return SdpParseError.BadOrigin;
        }
        _origin = new SdpOrigin(value[parts[0]].ToString(), id, version, value[parts[5]].ToString());
        return SdpParseError.None;
    }

    private void ReadInformation(string value)
    {
        if (_current is null)
        {
            _information ??= value;
        }
        else
        {
            _current = _current with { Information = value };
        }
    }

    private SdpParseError ReadConnection(ReadOnlySpan<char> value)
    {
        Span<Range> parts = stackalloc Range[4];
        if (value.Split(parts, ' ', StringSplitOptions.RemoveEmptyEntries) != 3 || !value[parts[0]].SequenceEqual("IN")
            || value[parts[1]] is not ("IP4" or "IP6"))
        {
            return SdpParseError.BadConnection;
        }
        var address = value[parts[2]];
        var slash = address.IndexOf('/');
        if (slash == 0 || slash == address.Length - 1)
        {
            return SdpParseError.BadConnection;
        }
        var connection = slash < 0
            ? new SdpConnection(address.ToString())
            : new SdpConnection(address[..slash].ToString(), address[(slash + 1)..].ToString());
        if (_current is null)
        {
            _connection ??= connection;
        }
        else if (_current.Connection is null)
        {
            _current = _current with { Connection = connection };
        }
        return SdpParseError.None;
    }

    private SdpParseError ReadBandwidth(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        if (colon <= 0 || !TryNumber(value[(colon + 1)..], out var number))
        {
            return SdpParseError.BadBandwidth;
        }
        _bandwidths.Add(new SdpBandwidth(value[..colon].ToString(), number));
        return SdpParseError.None;
    }

    private SdpParseError ReadTiming(ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space < 0 || !TryNumber(value[..space], out var start) || !TryNumber(value[(space + 1)..], out var stop))
        {
            return SdpParseError.BadTiming;
        }
        _timing ??= new SdpTiming(start, stop);
        return SdpParseError.None;
    }

    private SdpParseError ReadAttribute(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        var name = colon < 0 ? value : value[..colon];
        if (name.IsEmpty)
        {
            return SdpParseError.BadAttribute;
        }
        _attributes.Add(new SdpAttribute(name.ToString(), colon < 0 ? null : value[(colon + 1)..].ToString()));
        return SdpParseError.None;
    }

    private SdpParseError ReadMedia(ReadOnlySpan<char> value)
    {
        EndMedia();
        if (_media.Count == SessionDescription.MaxMedia)
        {
            return SdpParseError.TooLarge;
        }
        var parts = value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3)
        {
            return SdpParseError.BadMedia;
        }
        var port = parts[1].AsSpan();
        var slash = port.IndexOf('/');
        var count = (ushort)1;
        if (!ushort.TryParse(slash < 0 ? port : port[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || (slash >= 0 && (!ushort.TryParse(port[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0)))
        {
            return SdpParseError.BadMedia;
        }
        _current = new MediaDescription { Kind = parts[0], Port = first, PortCount = count, Protocol = parts[2], Formats = parts[3..] };
        _attributes = [];
        _bandwidths = [];
        return SdpParseError.None;
    }

    private void EndMedia()
    {
        if (_current is not null)
        {
            _media.Add(_current with { Attributes = new SdpAttributes(_attributes), Bandwidths = _bandwidths });
            _current = null;
        }
    }

    /// <summary>A number of digits only; one beyond 64 bits, which some send as session id, counts as the largest.</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, out ulong number)
    {
        number = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            number = ulong.MaxValue;
        }
        return true;
    }

    private static bool HasControl(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (Lexer.IsControl(c))
            {
                return true;
            }
        }
        return false;
    }
}
