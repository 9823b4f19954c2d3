using System.Text;

namespace Tandem.Sip.Messages.Syntax;

/// <summary>Texts of parameters and transports that are in nearly every message: each one string for all.</summary>
internal static class KnownText
{
    /// <summary>The text as a string.</summary>
    /// <param name="text">The name or value of a parameter, or a transport.</param>
    public static string Of(ReadOnlySpan<byte> text) => Find(text) ?? Encoding.UTF8.GetString(text);

    private static string? Find(ReadOnlySpan<byte> text) => text.Length switch
    {
        2 => text.SequenceEqual("lr"u8) ? "lr" : null,
        3 => text.SequenceEqual("tag"u8) ? "tag"
            : text.SequenceEqual("UDP"u8) ? "UDP" : text.SequenceEqual("udp"u8) ? "udp"
            : text.SequenceEqual("TCP"u8) ? "TCP" : text.SequenceEqual("tcp"u8) ? "tcp"
            : text.SequenceEqual("TLS"u8) ? "TLS" : text.SequenceEqual("tls"u8) ? "tls" : null,
        5 => text.SequenceEqual("rport"u8) ? "rport" : null,
        6 => text.SequenceEqual("branch"u8) ? "branch" : null,
        7 => text.SequenceEqual("expires"u8) ? "expires" : null,
        8 => text.SequenceEqual("received"u8) ? "received" : null,
        9 => text.SequenceEqual("transport"u8) ? "transport" : null,
        _ => null,
    };
}
