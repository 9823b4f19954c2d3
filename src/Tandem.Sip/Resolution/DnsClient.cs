using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tandem.Sip.Resolution;

/// <summary>
/// A small stub resolver (RFC 1035, RFC 5452): asks recursive servers by UDP, from a port and with a number of its own for each question, and by
/// TCP what does not fit into a datagram. Answers are kept as long as they say, absences too. Safe for use by several threads at once.
/// </summary>
public sealed class DnsClient
{
    private const int DnsPort = 53;
    private const int NoSuchName = 3;

    private readonly DnsClientOptions _options;
    private readonly DnsCache _cache;
    private readonly TimeProvider _timeProvider;
    private long _asked;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public DnsClient(DnsClientOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new DnsClientOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _cache = new DnsCache(_options.MaxCached, _timeProvider);
    }

    /// <summary>Questions asked of servers so far, each time counted.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>Finds records. Never throws for what servers and the network do.</summary>
    /// <param name="name">A name, with or without its last dot.</param>
    /// <param name="type">Which records.</param>
    /// <param name="cancellationToken">Ends the wait, not the question, which others may wait for too.</param>
    public Task<DnsAnswer> QueryAsync(string name, DnsType type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var asked = name.TrimEnd('.').ToLowerInvariant();
        return DnsMessage.IsName(asked)
            ? _cache.GetAsync((asked, type), () => AskAsync(asked, type)).WaitAsync(cancellationToken)
            : Task.FromResult(new DnsAnswer([], IsFailure: false));
    }

    private async Task<(DnsAnswer Answer, TimeSpan TimeToLive)> AskAsync(string name, DnsType type)
    {
        var servers = _options.Servers.Count > 0 ? _options.Servers : SystemServers();
        for (var round = 0; round < _options.Rounds; round++)
        {
            foreach (var server in servers)
            {
                if (await AskAsync(server, name, type).ConfigureAwait(false) is { ResponseCode: 0 or NoSuchName } message)
                {
                    return Judge(message);
                }
            }
        }
        return (new DnsAnswer([], IsFailure: true), TimeSpan.FromSeconds(5));
    }

    private (DnsAnswer Answer, TimeSpan TimeToLive) Judge(DnsMessage message)
    {
        var records = message.Answers.Where(record => record is not AliasRecord).ToArray();
        if (records.Length > 0)
        {
            return (new DnsAnswer(records, IsFailure: false), Min(message.Answers.Min(record => record.TimeToLive), _options.MaxTimeToLive));
        }
        var absence = message.Zone is { } zone ? Min(zone.TimeToLive, zone.Negative) : TimeSpan.FromMinutes(1);
        return (new DnsAnswer([], IsFailure: false), Min(absence, _options.MaxNegativeTimeToLive));
    }

    private async Task<DnsMessage?> AskAsync(IPEndPoint server, string name, DnsType type)
    {
        Interlocked.Increment(ref _asked);
        using var timeout = new CancellationTokenSource(_options.Timeout, _timeProvider);
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var query = DnsMessage.WriteQuery(id, name, type);
        try
        {
            var message = await AskByDatagramAsync(server, query, id, name, type, timeout.Token).ConfigureAwait(false);
            return message.IsTruncated ? await AskByStreamAsync(server, query, id, name, type, timeout.Token).ConfigureAwait(false) : message;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    // A socket of its own has a port that nobody can know, and being connected it hears the server alone.
    private static async Task<DnsMessage> AskByDatagramAsync(IPEndPoint server, byte[] query, ushort id, string name, DnsType type, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(query, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (DnsMessage.Parse(buffer.AsSpan(0, length), id, name, type) is { } message)
            {
                return message;
            }
            // Forged, or late: the true one may come yet.
        }
    }

    private static async Task<DnsMessage?> AskByStreamAsync(IPEndPoint server, byte[] query, ushort id, string name, DnsType type, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        using var stream = new NetworkStream(socket, ownsSocket: false);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)query.Length);
        await stream.WriteAsync((byte[])[.. length, .. query], cancellationToken).ConfigureAwait(false);
        await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        var response = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(response, cancellationToken).ConfigureAwait(false);
        return DnsMessage.Parse(response, id, name, type);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static IPEndPoint[] SystemServers() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().DnsAddresses)
            .Distinct()
            .Select(address => new IPEndPoint(address, DnsPort)),
    ];
}
