using System.Globalization;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Sdp;

/// <summary>Writes a session description in the order of RFC 8866 section 5. Every line passes one check, so no value can add a line.</summary>
internal static class SdpWriter
{
    public static string Write(SessionDescription session)
    {
        var text = new StringBuilder(512);
        Line(text, 'v', "0");
        Line(text, 'o', session.Origin.ToString());
        Line(text, 's', session.SessionName);
        Optional(text, 'i', session.Information);
        Optional(text, 'c', session.Connection?.ToString());
        Bandwidths(text, session.Bandwidths);
        Line(text, 't', string.Create(CultureInfo.InvariantCulture, $"{session.Timing.Start} {session.Timing.Stop}"));
        Attributes(text, session.Attributes);
        foreach (var media in session.Media)
        {
            var ports = media.PortCount == 1
                ? media.Port.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{media.Port}/{media.PortCount}");
            var formats = media.Formats.Count == 0 ? "" : " " + string.Join(' ', media.Formats);
            Line(text, 'm', $"{media.Kind} {ports} {media.Protocol}{formats}");
            Optional(text, 'i', media.Information);
            Optional(text, 'c', media.Connection?.ToString());
            Bandwidths(text, media.Bandwidths);
            Attributes(text, media.Attributes);
        }
        return text.ToString();
    }

    private static void Bandwidths(StringBuilder text, IReadOnlyList<SdpBandwidth> bandwidths)
    {
        foreach (var (type, value) in bandwidths)
        {
            Line(text, 'b', string.Create(CultureInfo.InvariantCulture, $"{type}:{value}"));
        }
    }

    private static void Attributes(StringBuilder text, SdpAttributes attributes)
    {
        foreach (var attribute in attributes)
        {
            Line(text, 'a', attribute.ToString());
        }
    }

    private static void Optional(StringBuilder text, char type, string? value)
    {
        if (value is not null)
        {
            Line(text, type, value);
        }
    }

    private static void Line(StringBuilder text, char type, string value)
    {
        foreach (var c in value)
        {
            if (Lexer.IsControl(c))
            {
                throw new InvalidOperationException($"Control characters are not allowed in the {type}= line of a session description.");
            }
        }
        text.Append(type).Append('=').Append(value).Append("\r\n");
    }
}
