using System.Text;

namespace Tandem.Sip.Sdp;

/// <summary>
/// A session description (RFC 8866). Lines that this library has no use for (u, e, p, r, z, k and unknown ones) are skipped when read.
/// </summary>
public sealed record SessionDescription
{
    /// <summary>The media type of a body that holds one.</summary>
    public const string MediaType = "application/sdp";

    /// <summary>The longest description that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most lines that are read.</summary>
    public const int MaxLines = 2048;

    /// <summary>The most media that are read.</summary>
    public const int MaxMedia = 64;

    /// <summary>The origin.</summary>
    public required SdpOrigin Origin { get; init; }

    /// <summary>The name of the session; <c>-</c> for none.</summary>
    public string SessionName { get; init; } = "-";

    /// <summary>The title (<c>i=</c>); null when absent.</summary>
    public string? Information { get; init; }

    /// <summary>The connection of all media that say none; null when absent.</summary>
    public SdpConnection? Connection { get; init; }

    /// <summary>The bandwidths of the session.</summary>
    public IReadOnlyList<SdpBandwidth> Bandwidths { get; init; } = [];

    /// <summary>The timing.</summary>
    public SdpTiming Timing { get; init; }

    /// <summary>The attributes of the session.</summary>
    public SdpAttributes Attributes { get; init; } = SdpAttributes.Empty;

    /// <summary>The media, in order: an answer has as many as its offer (RFC 3264 section 6).</summary>
    public IReadOnlyList<MediaDescription> Media { get; init; } = [];

    /// <summary>The first audio that is not refused; null when there is none.</summary>
    public MediaDescription? Audio => Media.FirstOrDefault(m => m.Kind == "audio" && !m.IsRejected);

    /// <summary>The connection of a media: its own, else the session's; null when neither is said.</summary>
    public SdpConnection? ConnectionOf(MediaDescription media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return media.Connection ?? Connection;
    }

    /// <summary>
    /// The direction of a media: its own, else the session's, else both ways. An unspecified connection address, the hold of RFC 2543, takes
    /// away the direction towards the writer (RFC 3264 section 8.4).
    /// </summary>
    public SdpDirection DirectionOf(MediaDescription media)
    {
        ArgumentNullException.ThrowIfNull(media);
        var direction = media.Attributes.Direction ?? Attributes.Direction ?? SdpDirection.SendReceive;
        if (ConnectionOf(media) is not { IsUnspecified: true })
        {
            return direction;
        }
        return direction.Sends() ? SdpDirection.SendOnly : SdpDirection.Inactive;
    }

    /// <summary>An attribute of a media: its own, else the session's; null when neither has it or it has no value.</summary>
    public string? AttributeOf(MediaDescription media, string name)
    {
        ArgumentNullException.ThrowIfNull(media);
        return media.Attributes.Contains(name) ? media.Attributes[name] : Attributes[name];
    }

    /// <summary>Reads a description.</summary>
    /// <param name="text">The text; lines end in CRLF or LF.</param>
    /// <param name="description">The description; null when the result is an error.</param>
    public static SdpParseResult TryParse(ReadOnlySpan<char> text, out SessionDescription? description) =>
        new SdpParser().Parse(text, out description);

    /// <summary>Reads a description in UTF-8.</summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out SessionDescription?)"/>
    public static SdpParseResult TryParse(ReadOnlySpan<byte> text, out SessionDescription? description)
    {
        if (text.Length <= MaxBytes)
        {
            return TryParse(Encoding.UTF8.GetString(text), out description);
        }
        description = null;
        return new SdpParseResult(SdpParseError.TooLarge, 0);
    }

    /// <summary>Reads a description.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SessionDescription Parse(ReadOnlySpan<char> text)
    {
        var result = TryParse(text, out var description);
        return description ?? throw new FormatException($"Not a session description: {result.Error} in line {result.Line}.");
    }

    /// <summary>The description as a text with CRLF line ends.</summary>
    /// <exception cref="InvalidOperationException">A value has a line break or another control character.</exception>
    public override string ToString() => SdpWriter.Write(this);

    /// <summary>The description as bytes for a message body.</summary>
    /// <inheritdoc cref="ToString"/>
    public byte[] ToArray() => Encoding.UTF8.GetBytes(ToString());
}
