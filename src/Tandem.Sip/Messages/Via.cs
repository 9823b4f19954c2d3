using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>One Via value (RFC 3261 section 20.42, with rport of RFC 3581). Immutable.</summary>
public sealed class Via
{
    /// <summary>What every branch of an RFC 3261 element begins with (section 8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    private string? _text;

    private Via(string transport, string host, int? port, SipParameters parameters)
    {
        Transport = transport;
        Host = host;
        Port = port;
        Parameters = parameters;
    }

    /// <summary>Makes a Via.</summary>
    /// <param name="transport">UDP, TCP, TLS, WS, WSS or another token.</param>
    /// <param name="host">The sent-by host; an IPv6 address with or without brackets.</param>
    /// <param name="port">The sent-by port, 1 to 65535; null for the default of the transport.</param>
    /// <param name="branch">The branch; null for none.</param>
    /// <param name="requestRPort">Whether to ask for the source port by an empty <c>rport</c> (RFC 3581).</param>
    /// <exception cref="ArgumentException">A part is out of its range.</exception>
    public Via(string transport, string host, int? port, string? branch, bool requestRPort = false)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(host);
        if (!Lexer.IsToken(transport.AsSpan()))
        {
            throw new ArgumentException("A transport is a token.", nameof(transport));
        }
        if (port is < 0 or > 65535)
        {
            throw new ArgumentOutOfRangeException(nameof(port), port, "A port is 0 to 65535.");
        }
        Transport = transport;
        Host = Lexer.CheckHost(host, nameof(host));
        Port = port;
        var parameters = branch is null ? SipParameters.Empty : SipParameters.Empty.Set("branch", branch);
        Parameters = requestRPort ? parameters.Set("rport", null) : parameters;
    }

    /// <summary>The transport as written, for example <c>UDP</c>.</summary>
    public string Transport { get; }

    /// <summary>The sent-by host, an IPv6 address without brackets.</summary>
    public string Host { get; }

    /// <summary>The sent-by port; null when absent.</summary>
    public int? Port { get; }

    /// <summary>The parameters.</summary>
    public SipParameters Parameters { get; }

    /// <summary>The branch; null when absent.</summary>
    public string? Branch => Parameters["branch"];

    /// <summary>The address that the request came from, without brackets; null when absent.</summary>
    public string? Received => Parameters["received"] is { } received ? received.Trim('[', ']') : null;

    /// <summary>The port that the request came from (RFC 3581); null when absent, empty or out of range.</summary>
    public int? RPort => ushort.TryParse(Parameters["rport"], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>Whether there is an <c>rport</c>, with or without a value: the sender wants responses at the source port.</summary>
    public bool HasRPort => Parameters.Contains("rport");

    /// <summary>A copy that says where the request came from (RFC 3261 section 18.2.1, RFC 3581 section 4).</summary>
    /// <param name="received">The source address; null leaves it as it is.</param>
    /// <param name="rport">The source port; null leaves it as it is.</param>
    public Via With(string? received, int? rport)
    {
        var parameters = received is null ? Parameters : Parameters.Set("received", received);
        parameters = rport is { } port ? parameters.Set("rport", port.ToString(CultureInfo.InvariantCulture)) : parameters;
        return new Via(Transport, Host, Port, parameters);
    }

    /// <summary>Reads one value, not a list.</summary>
    /// <exception cref="FormatException">It is no Via.</exception>
    public static Via Parse(ReadOnlySpan<char> text) => TryParse(text, out var via) ? via : throw new FormatException($"Not a Via: {text}");

    /// <summary>Reads one value, not a list.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Via? via) => TryParse(Lexer.Utf8(text), out via);

    /// <summary>Reads one value, not a list, as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out Via? via)
    {
        if (!ViaScanner.TryScan(text, out var parts))
        {
            via = null;
            return false;
        }
        via = new Via(
            KnownText.Of(parts.Transport.Of(text)),
            Encoding.ASCII.GetString(parts.Host.Of(text)),
            parts.Port < 0 ? null : parts.Port,
            ParameterScanner.Read(text, parts.ParametersStart));
        return true;
    }

    /// <summary>The value as written in the header.</summary>
    public override string ToString()
    {
        if (_text is not null)
        {
            return _text;
        }
        var text = new StringBuilder(96).Append("SIP/2.0/").Append(Transport).Append(' ');
        Lexer.AppendHost(text, Host);
        if (Port is { } port)
        {
            text.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        }
        Parameters.AppendToHeader(text);
        return _text = text.ToString();
    }
}
