namespace Tandem.Sip.Transport;

/// <summary>Settings of a <see cref="TcpTransport"/>. Time-outs are kept to the second.</summary>
public sealed record TcpTransportOptions
{
    /// <summary>Most connections at a time, both ways together; further ones are closed at once. At least 1, default 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Most connections that one address may open, which all phones behind one address translator share. At least 1, default 500.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 500;

    /// <summary>How long opening a connection may take; 1 s to 1 min, default 4 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long a message may take to arrive, from its first byte to its last, and the first message from the moment its connection was
    /// opened; then the connection is closed. 1 s to 10 min, default 20 s.
    /// </summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a peer may leave unread what is sent to it, before its connection is closed; 1 s to 10 min, default 10 s.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which a keep-alive, CRLF CRLF, is sent (RFC 5626 section 3.5.1); 10 s to 1 h, default 95 s.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(95);

    /// <summary>
    /// How long nothing may come from a peer, not even keep-alives, and nothing be sent to it but those, before its connection is closed;
    /// 1 min to 1 day. The default, 2 h 15 min, outlives the longest registration.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(135);

    /// <summary>Most bytes that wait to be sent on one connection; beyond it the peer is too slow and is cut off. At least 64 KiB, default 1 MiB.</summary>
    public int MaxQueuedBytes { get; init; } = 1024 * 1024;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the exception names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1, nameof(MaxConnections));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnectionsPerAddress, 1, nameof(MaxConnectionsPerAddress));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxQueuedBytes, 64 * 1024, nameof(MaxQueuedBytes));
        Require(ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), nameof(ConnectTimeout));
        Require(MessageTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(MessageTimeout));
        Require(SendTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(SendTimeout));
        Require(KeepAliveInterval, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), nameof(KeepAliveInterval));
        Require(IdleTimeout, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(IdleTimeout));
    }

    private static void Require(TimeSpan value, TimeSpan least, TimeSpan most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
