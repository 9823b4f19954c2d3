using System.Globalization;

namespace Tandem.Sip.Sdp;

/// <summary>An <c>m=</c> line and the lines that belong to it (RFC 8866 section 5.14).</summary>
public sealed record MediaDescription
{
    /// <summary>The kind: <c>audio</c>, <c>video</c>, <c>application</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>The port, 0 to 65535; 0 refuses the media (RFC 3264 section 6).</summary>
    public required int Port { get; init; }

    /// <summary>How many ports, at least 1.</summary>
    public int PortCount { get; init; } = 1;

    /// <summary>The protocol: <c>RTP/AVP</c>, <c>UDP/TLS/RTP/SAVPF</c>, ...</summary>
    public required string Protocol { get; init; }

    /// <summary>The formats in order of preference; for RTP, payload types.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The title (<c>i=</c>); null when absent.</summary>
    public string? Information { get; init; }

    /// <summary>The connection said here; null when the session's holds.</summary>
    public SdpConnection? Connection { get; init; }

    /// <summary>The bandwidths said here.</summary>
    public IReadOnlyList<SdpBandwidth> Bandwidths { get; init; } = [];

    /// <summary>The attributes said here.</summary>
    public SdpAttributes Attributes { get; init; } = SdpAttributes.Empty;

    /// <summary>Whether the media is refused or ended: port 0.</summary>
    public bool IsRejected => Port == 0;

    /// <summary>Milliseconds of audio in a packet (<c>ptime</c>); null when absent or malformed.</summary>
    public int? PacketTime => int.TryParse(Attributes["ptime"], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0 ? time : null;

    /// <summary>Whether RTCP shares the RTP port (RFC 5761).</summary>
    public bool RtcpMux => Attributes.Contains("rtcp-mux");

    /// <summary>The port for RTCP: that of <c>a=rtcp</c> (RFC 3605), else the RTP port with <see cref="RtcpMux"/>, else the next one.</summary>
    public int RtcpPort
    {
        get
        {
            var said = Attributes["rtcp"];
            var digits = said.AsSpan();
            var end = digits.IndexOf(' ');
            if (ushort.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                return port;
            }
            return RtcpMux ? Port : Port + 1;
        }
    }

    /// <summary>
    /// The formats with their meaning, in order of preference: rtpmap and fmtp, else the static payload types. Formats without a meaning are left out.
    /// </summary>
    public IReadOnlyList<MediaFormat> MediaFormats
    {
        get
        {
            var maps = new Dictionary<int, MediaFormat>();
            foreach (var map in Attributes.All("rtpmap").Select(MediaFormat.FromRtpMap).OfType<MediaFormat>())
            {
                maps.TryAdd(map.PayloadType, map);
            }
            var parameters = new Dictionary<string, string>();
            foreach (var value in Attributes.All("fmtp"))
            {
                var space = value.IndexOf(' ');
                if (space > 0)
                {
                    parameters.TryAdd(value[..space], value[(space + 1)..].Trim());
                }
            }
            var formats = new List<MediaFormat>();
            foreach (var text in Formats)
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var payloadType)
                    && (maps.GetValueOrDefault(payloadType) ?? MediaFormat.Static(payloadType)) is { } format)
                {
                    formats.Add(parameters.TryGetValue(text, out var said) ? format with { Parameters = said } : format);
                }
            }
            return formats;
        }
    }

    /// <summary>Describes media with rtpmap and fmtp lines for its formats.</summary>
    /// <param name="kind">For example <c>audio</c>.</param>
    /// <param name="port">0 to 65535.</param>
    /// <param name="protocol">For example <c>RTP/AVP</c>.</param>
    /// <param name="formats">The formats in order of preference.</param>
    public static MediaDescription Create(string kind, int port, string protocol, IEnumerable<MediaFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        var numbers = new List<string>();
        var attributes = new List<SdpAttribute>();
        foreach (var format in formats)
        {
            var number = format.PayloadType.ToString(CultureInfo.InvariantCulture);
            numbers.Add(number);
            attributes.Add(new SdpAttribute("rtpmap", format.RtpMap));
            if (format.Parameters is not null)
            {
                attributes.Add(new SdpAttribute("fmtp", $"{number} {format.Parameters}"));
            }
        }
        return new MediaDescription { Kind = kind, Port = port, Protocol = protocol, Formats = numbers, Attributes = new SdpAttributes(attributes) };
    }
}
