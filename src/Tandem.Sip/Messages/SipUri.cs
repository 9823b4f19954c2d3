using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>
/// An immutable URI: sip and sips (RFC 3261 section 19.1), tel (RFC 3966), or any other scheme kept opaque.
/// Parts are given without their escapes; a parsed URI is written as it came.
/// </summary>
public sealed partial class SipUri
{
    private string? _text;

    private SipUri(string scheme, string? user, string? password, string host, int? port, SipParameters parameters, SipParameters headers)
    {
        Scheme = scheme;
        User = user;
        Password = password;
        Host = host;
        Port = port;
        Parameters = parameters;
        Headers = headers;
    }

    /// <summary>Makes a sip or sips URI.</summary>
    /// <param name="host">A name, an IPv4 address, or an IPv6 address with or without brackets.</param>
    /// <param name="user">The user, without escapes (any character is escaped that needs it); null for none.</param>
    /// <param name="port">1 to 65535; null for the default of the transport.</param>
    /// <param name="secure">Whether the scheme is sips.</param>
    /// <exception cref="ArgumentException">A part is out of its range.</exception>
    public SipUri(string host, string? user = null, int? port = null, bool secure = false)
        : this(secure ? "sips" : "sip", CheckUser(user), null, CheckHost(host), CheckPort(port), SipParameters.Empty, SipParameters.Empty)
    {
    }

    /// <summary>The scheme in lower case: <c>sip</c>, <c>sips</c>, <c>tel</c> or another.</summary>
    public string Scheme { get; }

    /// <summary>Whether the scheme is sip or sips.</summary>
    public bool IsSip => Scheme is "sip" or "sips";

    /// <summary>The user of a sip URI, null when absent; the number of a tel URI; all behind the colon of any other.</summary>
    public string? User { get; }

    /// <summary>The password, null when absent. Deprecated by RFC 3261 section 19.1.1.</summary>
    public string? Password { get; }

    /// <summary>The host, an IPv6 address without brackets; empty where the scheme is neither sip nor sips.</summary>
    public string Host { get; }

    /// <summary>Whether <see cref="Host"/> is an IPv6 address.</summary>
    public bool IsIPv6 => Host.Contains(':');

    /// <summary>The port, 0 to 65535; null when the URI names none.</summary>
    public int? Port { get; }

    /// <summary>The URI parameters.</summary>
    public SipParameters Parameters { get; }

    /// <summary>The headers behind the question mark.</summary>
    public SipParameters Headers { get; }

    /// <summary>The <c>transport</c> parameter, null when absent.</summary>
    public string? Transport => Parameters["transport"];

    /// <summary>The <c>maddr</c> parameter, null when absent.</summary>
    public string? Maddr => Parameters["maddr"];

    /// <summary>Whether the <c>lr</c> parameter is present (RFC 3261 section 19.1.1).</summary>
    public bool IsLooseRoute => Parameters.Contains("lr");

    /// <summary>A copy with another user; null for none.</summary>
    public SipUri WithUser(string? user) => new(Scheme, CheckUser(user), user is null ? null : Password, Host, Port, Parameters, Headers);

    /// <summary>A copy with another host.</summary>
    public SipUri WithHost(string host) => new(Scheme, User, Password, CheckHost(host), Port, Parameters, Headers);

    /// <summary>A copy with another port; null for none.</summary>
    public SipUri WithPort(int? port) => new(Scheme, User, Password, Host, CheckPort(port), Parameters, Headers);

    /// <summary>A copy with that parameter added or replaced.</summary>
    public SipUri WithParameter(string name, string? value = null) => WithParameters(Parameters.Set(name, value));

    /// <summary>A copy without that parameter.</summary>
    public SipUri WithoutParameter(string name) => WithParameters(Parameters.Remove(name));

    /// <summary>A copy with other parameters.</summary>
    public SipUri WithParameters(SipParameters parameters) => new(Scheme, User, Password, Host, Port, parameters, Headers);

    /// <summary>A copy with other headers; <see cref="SipParameters.Empty"/> for none.</summary>
    public SipUri WithHeaders(SipParameters headers) => new(Scheme, User, Password, Host, Port, Parameters, headers);

    /// <summary>Reads a URI that is the whole text.</summary>
    /// <exception cref="FormatException">It is no URI.</exception>
    public static SipUri Parse(ReadOnlySpan<char> text) => TryParse(text, out var uri) ? uri : throw new FormatException($"Not a URI: {text}");

    /// <summary>Reads a URI that is the whole text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SipUri? uri) =>
        TryParse(Lexer.Utf8(text), out uri);

    /// <summary>Reads a URI that is the whole text, as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out SipUri? uri)
    {
        if (!UriScanner.TryScan(text, out var parts))
        {
            uri = null;
            return false;
        }
        var scheme = parts.Scheme.Of(text);
        uri = new SipUri(
            scheme.SequenceEqual("sip"u8) ? "sip" : scheme.SequenceEqual("sips"u8) ? "sips" : Encoding.ASCII.GetString(scheme).ToLowerInvariant(),
            parts.User.Length == 0 ? null : parts.IsSip ? PercentEncoding.Decode(parts.User.Of(text)) : Encoding.UTF8.GetString(parts.User.Of(text)),
            parts.HasPassword ? PercentEncoding.Decode(parts.Password.Of(text)) : null,
            Encoding.ASCII.GetString(parts.Host.Of(text)),
            parts.Port < 0 ? null : parts.Port,
            ReadParameters(text, parts.ParametersStart, parts.ParametersEnd),
            ReadHeaders(parts.Headers.Of(text)))
        {
            _text = Encoding.UTF8.GetString(text),
        };
        return true;
    }

    /// <summary>The URI as written on the wire.</summary>
    public override string ToString() => _text ??= Write();

    private static SipParameters ReadParameters(ReadOnlySpan<byte> text, int at, int end)
    {
        if (at >= end)
        {
            return SipParameters.Empty;
        }
        var count = 0;
        for (var next = at; UriScanner.TryNextParameter(text, ref next, end, out _, out _);)
        {
            count++;
        }
        var list = new SipParameter[count];
        for (var i = 0; i < count && UriScanner.TryNextParameter(text, ref at, end, out var name, out var value); i++)
        {
            list[i] = new SipParameter(PercentEncoding.Decode(name.Of(text)), value.Start < 0 ? null : PercentEncoding.Decode(value.Of(text)));
        }
        return new SipParameters(list);
    }

    private static SipParameters ReadHeaders(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return SipParameters.Empty;
        }
        var list = new List<SipParameter>();
        foreach (var range in text.Split((byte)'&'))
        {
            var header = text[range];
            var equals = header.IndexOf((byte)'=');
            list.Add(equals < 0
                ? new SipParameter(PercentEncoding.Decode(header), null)
                : new SipParameter(PercentEncoding.Decode(header[..equals]), PercentEncoding.Decode(header[(equals + 1)..])));
        }
        return new SipParameters([.. list]);
    }

    private static string? CheckUser(string? user) => user is { Length: 0 } ? throw new ArgumentException("A user is not empty.", nameof(user)) : user;

    private static string CheckHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Lexer.CheckHost(host, nameof(host));
    }

    private static int? CheckPort(int? port) =>
        port is null or (>= 0 and <= 65535) ? port : throw new ArgumentOutOfRangeException(nameof(port), port, "A port is 0 to 65535.");

    private string Write()
    {
        var text = new StringBuilder(64).Append(Scheme).Append(':');
        if (!IsSip)
        {
            text.Append(User);
            Parameters.AppendToUri(text);
            return text.ToString();
        }
        if (User is not null)
        {
            PercentEncoding.Append(text, User, PercentEncoding.User);
            if (Password is not null)
            {
                text.Append(':');
                PercentEncoding.Append(text, Password, PercentEncoding.Password);
            }
            text.Append('@');
        }
        Lexer.AppendHost(text, Host);
        if (Port is { } port)
        {
            text.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        }
        Parameters.AppendToUri(text);
        var separator = '?';
        foreach (var (name, value, _) in Headers)
        {
            text.Append(separator);
            PercentEncoding.Append(text, name, PercentEncoding.Header);
            text.Append('=');
            PercentEncoding.Append(text, value ?? "", PercentEncoding.Header);
            separator = '&';
        }
        return text.ToString();
    }
}
