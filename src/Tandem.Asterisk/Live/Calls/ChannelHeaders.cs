using System.Text;

namespace Tandem.Asterisk.Live.Calls;

/// <summary>The names of the headers by which an event describes one of its channels: <c>Uniqueid</c>, <c>DestUniqueid</c>, <c>ParkeeUniqueid</c>, ...</summary>
internal sealed class ChannelHeaders
{
    private readonly byte[] _channel;
    private readonly byte[] _uniqueId;
    private readonly byte[] _linkedId;
    private readonly byte[] _state;
    private readonly byte[] _callerNumber;
    private readonly byte[] _callerName;
    private readonly byte[] _connectedNumber;
    private readonly byte[] _connectedName;
    private readonly byte[] _exten;
    private readonly byte[] _context;

    private ChannelHeaders(string prefix)
    {
        _channel = Encoding.ASCII.GetBytes(prefix + "Channel");
        _uniqueId = Encoding.ASCII.GetBytes(prefix + "Uniqueid");
        _linkedId = Encoding.ASCII.GetBytes(prefix + "Linkedid");
        _state = Encoding.ASCII.GetBytes(prefix + "ChannelState");
        _callerNumber = Encoding.ASCII.GetBytes(prefix + "CallerIDNum");
        _callerName = Encoding.ASCII.GetBytes(prefix + "CallerIDName");
        _connectedNumber = Encoding.ASCII.GetBytes(prefix + "ConnectedLineNum");
        _connectedName = Encoding.ASCII.GetBytes(prefix + "ConnectedLineName");
        _exten = Encoding.ASCII.GetBytes(prefix + "Exten");
        _context = Encoding.ASCII.GetBytes(prefix + "Context");
    }

    public static ChannelHeaders Own { get; } = new("");

    public static ChannelHeaders Dest { get; } = new("Dest");

    public static ChannelHeaders Transferer { get; } = new("Transferer");

    public static ChannelHeaders Transferee { get; } = new("Transferee");

    public static ChannelHeaders OrigTransferer { get; } = new("OrigTransferer");

    public static ChannelHeaders SecondTransferer { get; } = new("SecondTransferer");

    public static ChannelHeaders TransferTarget { get; } = new("TransferTarget");

    public static ChannelHeaders Target { get; } = new("Target");

    public static ChannelHeaders Parkee { get; } = new("Parkee");

    public static ChannelHeaders Retriever { get; } = new("Retriever");

    public static ChannelHeaders Spyer { get; } = new("Spyer");

    public static ChannelHeaders Spyee { get; } = new("Spyee");

    public static ChannelHeaders LocalOne { get; } = new("LocalOne");

    public static ChannelHeaders LocalTwo { get; } = new("LocalTwo");

    public ReadOnlySpan<byte> Channel => _channel;

    public ReadOnlySpan<byte> UniqueId => _uniqueId;

    public ReadOnlySpan<byte> LinkedId => _linkedId;

    public ReadOnlySpan<byte> State => _state;

    public ReadOnlySpan<byte> CallerNumber => _callerNumber;

    public ReadOnlySpan<byte> CallerName => _callerName;

    public ReadOnlySpan<byte> ConnectedNumber => _connectedNumber;

    public ReadOnlySpan<byte> ConnectedName => _connectedName;

    public ReadOnlySpan<byte> Exten => _exten;

    public ReadOnlySpan<byte> Context => _context;
}
