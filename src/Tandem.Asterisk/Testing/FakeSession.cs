using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing;

/// <summary>One client of a fake Asterisk, answered one action after the other.</summary>
internal sealed class FakeSession
{
    private readonly FakeAsterisk _owner;
    private readonly Socket _socket;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly List<Regex> _include = [];
    private readonly List<Regex> _exclude = [];
    private Stream _stream;
    private string? _challenge;
    private HashSet<string>? _classes;
    private bool _hasEvents = true;
    private bool _isCut;

    public FakeSession(FakeAsterisk owner, Socket socket)
    {
        _owner = owner;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public bool IsLoggedIn { get; private set; }

    public async Task RunAsync()
    {
        try
        {
            await EncryptAsync().ConfigureAwait(false);
            await WriteAsync(Encoding.UTF8.GetBytes(_owner.Options.Banner + "\r\n")).ConfigureAwait(false);
            using var lines = new StreamReader(_stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
            while (await ReadActionAsync(lines).ConfigureAwait(false) is { } action && await AnswerAsync(action).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The client is gone, or is not let in.
        }
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Writes bytes in one piece, or in the pieces that are asked for.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => WriteAsync(bytes, null);

    /// <summary>Writes the last bytes of this connection: what others would write after them goes nowhere.</summary>
    public Task WriteLastAsync(ReadOnlyMemory<byte> bytes) => WriteAsync(bytes, null, isLast: true);

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, Action? before, bool isLast = false)
    {
        if (_owner.IsStalled)
        {
            return;
        }
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isCut)
            {
                return;
            }
            _isCut = isLast;
            before?.Invoke();
            var size = _owner.PieceSize > 0 ? _owner.PieceSize : int.MaxValue;
            while (!bytes.IsEmpty)
            {
                var length = Math.Min(size, bytes.Length);
                await _stream.WriteAsync(bytes[..length]).ConfigureAwait(false);
                bytes = bytes[length..];
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client is gone.
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes the events that this client asked for.</summary>
    public Task SendAsync(IReadOnlyList<(AmiMessage Event, byte[] Bytes)> events)
    {
        using var all = new MemoryStream();
        foreach (var (message, bytes) in events)
        {
            if (Wants(message))
            {
                all.Write(_owner.HasEmptyBlocks ? "\r\n"u8 : default);
                all.Write(bytes);
            }
        }
        return WriteAsync(all.ToArray());
    }

    public async Task CloseAsync()
    {
        IsLoggedIn = false;
        _owner.OnSessionChanged(this, isOver: true);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EncryptAsync()
    {
        if (_owner.Options.Certificate is not { } certificate)
        {
            return;
        }
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = _owner.Options.RequiresClientCertificate,
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null || !_owner.Options.RequiresClientCertificate,
        }).ConfigureAwait(false);
    }

    // As Asterisk reads: a line feed alone ends a line.
    private static async Task<AmiMessage?> ReadActionAsync(StreamReader lines)
    {
        var headers = new List<AmiHeader>();
        while (await lines.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0 && headers.Count > 0)
            {
                return new AmiMessage(headers);
            }
            if (line.Length > 0)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers.Add(colon < 0 ? new AmiHeader(line, "") : new AmiHeader(line[..colon], line[(colon + 1)..].TrimStart(' ')));
            }
        }
        return null;
    }

    private async Task<bool> AnswerAsync(AmiMessage action)
    {
        _owner.OnReceived(action);
        if (!IsLoggedIn)
        {
            return await LogInAsync(action).ConfigureAwait(false);
        }
        switch (action["Action"]?.ToLowerInvariant())
        {
            case null:
                await ReplyAsync(action, FakeReply.Error("Missing action in request")).ConfigureAwait(false);
                return true;
            case "logoff":
                await WriteAsync(Encoding.UTF8.GetBytes($"Response: Goodbye\r\nActionID: {action.ActionId}\r\nMessage: Thanks for all the fish.\r\n\r\n")).ConfigureAwait(false);
                return false;
            case "filter":
                AddFilter(action["Filter"] ?? "");
                break;
            case "events":
                SetMask(action["EventMask"] ?? "on");
                break;
            default:
                break;
        }
        var reply = _owner.Answer(action);
        if (reply == FakeReply.CloseWithin)
        {
            await WriteLastAsync(Encoding.UTF8.GetBytes($"Response: Success\r\nActionID: {action.ActionId}\r\nMess")).ConfigureAwait(false);
        }
        if (reply == FakeReply.Close || reply == FakeReply.CloseWithin)
        {
            return false;
        }
        if (reply != FakeReply.None)
        {
            await ReplyAsync(action, reply).ConfigureAwait(false);
        }
        // The event that tells of it goes to all, this client among them.
        if (string.Equals(action["Action"], "UserEvent", StringComparison.OrdinalIgnoreCase))
        {
            await _owner.SendEventAsync(new AmiMessage(action.Where(header => header.Name != "Action").Prepend(new AmiHeader("Privilege", "user,all")).Prepend(new AmiHeader("Event", "UserEvent")))).ConfigureAwait(false);
        }
        return true;
    }

    private async Task<bool> LogInAsync(AmiMessage action)
    {
        switch (action["Action"]?.ToLowerInvariant())
        {
            case "challenge":
                _challenge = RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture);
                await ReplyAsync(action, FakeReply.Success(null, new AmiHeader("Challenge", _challenge))).ConfigureAwait(false);
                return true;
            case "login" when IsRight(action):
                SetMask(action["Events"] ?? "on");
                // What happens from here on comes after the answer.
                await ReplyAsync(action, FakeReply.Success("Authentication accepted"), () => IsLoggedIn = true).ConfigureAwait(false);
                _owner.OnSessionChanged(this);
                if (_owner.Options.SendsFullyBooted)
                {
                    await WriteAsync("Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 100\r\nLastReload: 100\r\nStatus: Fully Booted\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
                }
                return true;
            case "login":
                await ReplyAsync(action, FakeReply.Error("Authentication failed")).ConfigureAwait(false);
                return false;
            default:
                await ReplyAsync(action, FakeReply.Error("Permission denied")).ConfigureAwait(false);
                return true;
        }
    }

    private bool IsRight(AmiMessage login)
    {
        var key = _challenge is null ? null : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(_challenge + _owner.Options.Secret)));
        return login["Username"] == _owner.Options.Username
            && (login["AuthType"] is null ? login["Secret"] == _owner.Options.Secret : key is not null && login["Key"] == key);
    }

    private Task ReplyAsync(AmiMessage action, FakeReply reply, Action? before = null)
    {
        var text = reply.Render(action.ActionId, _owner.Options.IsOld);
        return WriteAsync(Encoding.UTF8.GetBytes(_owner.HasEmptyBlocks ? "\r\n" + text : text), before);
    }

    private void SetMask(string mask)
    {
        _hasEvents = mask is not "off";
        _classes = mask is "on" or "off" ? null : [.. mask.Split(',')];
    }

    private void AddFilter(string filter)
    {
        var isExclude = filter.StartsWith('!');
        (isExclude ? _exclude : _include).Add(new Regex(isExclude ? filter[1..] : filter, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private bool Wants(AmiMessage message)
    {
        var text = _include.Count + _exclude.Count == 0 ? "" : message.ToString();
        return _hasEvents
            && (_classes is null || (message["Privilege"] ?? "").Split(',').Any(_classes.Contains))
            && (_include.Count == 0 || _include.Any(filter => filter.IsMatch(text)))
            && !_exclude.Any(filter => filter.IsMatch(text));
    }
}
