using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>
/// The value of From, To, Contact, Route, Record-Route, Refer-To, P-Asserted-Identity and the like (RFC 3261 section 20.10): a URI with an
/// optional display name and header parameters. Immutable. Parameters behind a URI without angle brackets belong to the header.
/// </summary>
public sealed class NameAddress
{
    private string? _text;

    /// <summary>Makes an address.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="displayName">The name that people see, without quotes; null for none.</param>
    /// <param name="parameters">The header parameters; null for none.</param>
    /// <exception cref="ArgumentException">The name has control characters.</exception>
    public NameAddress(SipUri uri, string? displayName = null, SipParameters? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Lexer.ThrowIfControl(displayName, nameof(displayName));
        Uri = uri;
        DisplayName = displayName;
        Parameters = parameters ?? SipParameters.Empty;
    }

    private NameAddress(SipParameters parameters, SipUri uri, string? displayName)
    {
        Uri = uri;
        DisplayName = displayName;
        Parameters = parameters;
    }

    /// <summary>The display name without quotes and escapes; null when absent.</summary>
    public string? DisplayName { get; }

    /// <summary>The URI.</summary>
    public SipUri Uri { get; }

    /// <summary>The header parameters.</summary>
    public SipParameters Parameters { get; }

    /// <summary>The <c>tag</c> parameter of From and To; null when absent.</summary>
    public string? Tag => Parameters["tag"];

    /// <summary>The <c>expires</c> parameter of a Contact, in seconds (at most 2^32 - 1); null when absent or malformed.</summary>
    public uint? Expires => SipMessage.ReadSeconds(Parameters["expires"]);

    /// <summary>The <c>q</c> parameter of a Contact, 0 to 1; null when absent or malformed.</summary>
    public double? Q => double.TryParse(Parameters["q"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) && q is >= 0 and <= 1
        ? q
        : null;

    /// <summary>A copy with another display name; null for none.</summary>
    public NameAddress WithDisplayName(string? displayName) => new(Uri, displayName, Parameters);

    /// <summary>A copy with another URI.</summary>
    public NameAddress WithUri(SipUri uri) => new(Parameters, uri, DisplayName);

    /// <summary>A copy with that tag; null for none.</summary>
    public NameAddress WithTag(string? tag) => tag is null ? WithoutParameter("tag") : WithParameter("tag", tag);

    /// <summary>A copy with that header parameter added or replaced.</summary>
    public NameAddress WithParameter(string name, string? value = null) => new(Parameters.Set(name, value), Uri, DisplayName);

    /// <summary>A copy without that header parameter.</summary>
    public NameAddress WithoutParameter(string name) => new(Parameters.Remove(name), Uri, DisplayName);

    /// <summary>Reads one value (not a list and not <c>*</c>).</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public static NameAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"Not a SIP address: {text}");

    /// <summary>Reads one value (not a list and not <c>*</c>).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out NameAddress? address) => TryParse(Lexer.Utf8(text), out address);

    /// <summary>Reads one value (not a list and not <c>*</c>), as UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, [NotNullWhen(true)] out NameAddress? address)
    {
        if (!NameAddressScanner.TryScan(text, out var parts) || !SipUri.TryParse(parts.Uri.Of(text), out var uri))
        {
            address = null;
            return false;
        }
        var name = parts.DisplayName.Of(text);
        address = new NameAddress(
            ParameterScanner.Read(text, parts.ParametersStart),
            uri,
            name.IsEmpty ? null : name[0] == '"' ? Lexer.Unquote(name) : Encoding.UTF8.GetString(name));
        return true;
    }

    /// <summary>The value as written in a header: the name in quotes, the URI in angle brackets, the parameters.</summary>
    public override string ToString()
    {
        if (_text is not null)
        {
            return _text;
        }
        var text = new StringBuilder(96);
        if (DisplayName is not null)
        {
            Lexer.AppendQuoted(text, DisplayName);
            text.Append(' ');
        }
        text.Append('<').Append(Uri).Append('>');
        Parameters.AppendToHeader(text);
        return _text = text.ToString();
    }
}
