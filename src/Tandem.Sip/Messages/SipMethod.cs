using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>
/// A request method (RFC 3261 section 7.1): a known one, compared by number, or any other token, compared as text.
/// Methods are case-sensitive: <c>invite</c> is not INVITE.
/// </summary>
public readonly struct SipMethod : IEquatable<SipMethod>
{
    private static readonly string[] Names =
    [
        "", "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "PRACK", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER", "MESSAGE", "INFO", "PUBLISH",
    ];

    private readonly byte _known;
    private readonly string? _other;

    private SipMethod(byte known) => _known = known;

    private SipMethod(string other) => _other = other;

    /// <summary>INVITE (RFC 3261 section 13).</summary>
    public static SipMethod Invite => new(1);

    /// <summary>ACK (RFC 3261 section 17.1.1.3).</summary>
    public static SipMethod Ack => new(2);

    /// <summary>BYE (RFC 3261 section 15).</summary>
    public static SipMethod Bye => new(3);

    /// <summary>CANCEL (RFC 3261 section 9).</summary>
    public static SipMethod Cancel => new(4);

    /// <summary>OPTIONS (RFC 3261 section 11).</summary>
    public static SipMethod Options => new(5);

    /// <summary>REGISTER (RFC 3261 section 10).</summary>
    public static SipMethod Register => new(6);

    /// <summary>PRACK (RFC 3262).</summary>
    public static SipMethod Prack => new(7);

    /// <summary>UPDATE (RFC 3311).</summary>
    public static SipMethod Update => new(8);

    /// <summary>SUBSCRIBE (RFC 6665).</summary>
    public static SipMethod Subscribe => new(9);

    /// <summary>NOTIFY (RFC 6665).</summary>
    public static SipMethod Notify => new(10);

    /// <summary>REFER (RFC 3515).</summary>
    public static SipMethod Refer => new(11);

    /// <summary>MESSAGE (RFC 3428).</summary>
    public static SipMethod Message => new(12);

    /// <summary>INFO (RFC 6086).</summary>
    public static SipMethod Info => new(13);

    /// <summary>PUBLISH (RFC 3903).</summary>
    public static SipMethod Publish => new(14);

    /// <summary>The method as written on the wire; empty for <c>default</c>.</summary>
    public string Name => _other ?? Names[_known];

    /// <summary>Whether this is one of the methods that have a property here.</summary>
    public bool IsKnown => _known != 0;

    /// <summary>Whether this is <c>default</c>: no method at all.</summary>
    public bool IsEmpty => _known == 0 && _other is null;

    /// <summary>The method of that name.</summary>
    /// <param name="name">A token, for example <c>INVITE</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not a token.</exception>
    public static SipMethod Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryParse(Encoding.UTF8.GetBytes(name), out var method) ? method : throw new ArgumentException("A SIP method is a token.", nameof(name));
    }

    /// <summary>Reads a method; a known one without allocating.</summary>
    /// <param name="name">The text of the method alone.</param>
    /// <param name="method">The method, or <c>default</c>.</param>
    /// <returns>Whether <paramref name="name"/> is a token.</returns>
    public static bool TryParse(ReadOnlySpan<byte> name, out SipMethod method)
    {
        byte known = name.Length switch
        {
            3 => name.SequenceEqual("ACK"u8) ? (byte)2 : name.SequenceEqual("BYE"u8) ? (byte)3 : (byte)0,
            4 => name.SequenceEqual("INFO"u8) ? (byte)13 : (byte)0,
            5 => name.SequenceEqual("PRACK"u8) ? (byte)7 : name.SequenceEqual("REFER"u8) ? (byte)11 : (byte)0,
            6 => name.SequenceEqual("INVITE"u8) ? (byte)1 : name.SequenceEqual("CANCEL"u8) ? (byte)4
                : name.SequenceEqual("UPDATE"u8) ? (byte)8 : name.SequenceEqual("NOTIFY"u8) ? (byte)10 : (byte)0,
            7 => name.SequenceEqual("OPTIONS"u8) ? (byte)5 : name.SequenceEqual("MESSAGE"u8) ? (byte)12
                : name.SequenceEqual("PUBLISH"u8) ? (byte)14 : (byte)0,
            8 => name.SequenceEqual("REGISTER"u8) ? (byte)6 : (byte)0,
            9 => name.SequenceEqual("SUBSCRIBE"u8) ? (byte)9 : (byte)0,
            _ => 0,
        };
        if (known != 0)
        {
            method = new SipMethod(known);
            return true;
        }
        if (!Lexer.IsToken(name))
        {
            method = default;
            return false;
        }
        method = new SipMethod(Encoding.ASCII.GetString(name));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SipMethod other) => _known == other._known && string.Equals(_other, other._other, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SipMethod other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _known != 0 ? _known : _other is null ? 0 : string.GetHashCode(_other, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether both are the same method.</summary>
    public static bool operator ==(SipMethod left, SipMethod right) => left.Equals(right);

    /// <summary>Whether they are different methods.</summary>
    public static bool operator !=(SipMethod left, SipMethod right) => !left.Equals(right);
}
