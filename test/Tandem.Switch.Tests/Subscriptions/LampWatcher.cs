using System.Text;
using Tandem.Sip.Bodies;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Subscriptions;

/// <summary>A phone that watches one thing, and answers each notification.</summary>
internal sealed class LampWatcher : IDisposable
{
    private readonly RegistrarHarness _harness;
    private readonly SipWire _wire;
    private readonly string _user;
    private readonly string _target;
    private readonly string _event;
    private readonly string _callId = Guid.NewGuid().ToString("N");
    private readonly List<SipMessage> _notifications = [];
    private string _dialogTag = "";
    private int _sequence = 100;

    public LampWatcher(RegistrarHarness harness, string user, string target, string eventName)
    {
        _harness = harness;
        _user = user;
        _target = $"sip:{target}@tandem.test";
        _event = eventName;
        _wire = new SipWire(harness.Exchange.EndPoint);
    }

    /// <summary>How notifications are answered.</summary>
    public int Answer { get; set; } = 200;

    public IReadOnlyList<SipMessage> Notifications
    {
        get
        {
            lock (_notifications)
            {
                return [.. _notifications];
            }
        }
    }

    /// <summary>A watcher whose subscription was granted.</summary>
    public static async Task<LampWatcher> StartAsync(RegistrarHarness harness, string target, string eventName = "dialog", string user = "101")
    {
        var watcher = new LampWatcher(harness, user, target, eventName);
        Assert.Equal(200, (await watcher.SubscribeAsync()).StatusCode);
        return watcher;
    }

    /// <summary>Subscribes, with a digest where a password is wanted.</summary>
    public async Task<SipMessage> SubscribeAsync(string headers = "", string? password = null, int expires = 600)
    {
        var extra = $"Event: {_event}\r\nContact: <sip:{_user}@127.0.0.1:{_wire.Port}>\r\nExpires: {expires}\r\n{headers}";
        var response = await _wire.SendAsync(_wire.Compose("SUBSCRIBE", _user, _target, extra, callId: _callId, sequence: ++_sequence));
        if (response.StatusCode == 401)
        {
            var request = SipMessage.CreateRequest(SipMethod.Subscribe, SipUri.Parse(_target));
            Assert.True(new DigestClient(_user, password ?? TestExchange.PasswordOf(_user)).TryAnswer(response, request));
            extra += $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n";
            response = await _wire.SendAsync(_wire.Compose("SUBSCRIBE", _user, _target, extra, callId: _callId, sequence: ++_sequence));
        }
        if (response.StatusCode == 200)
        {
            _dialogTag = response.To!.Tag!;
            _ = ReadAsync();
        }
        return response;
    }

    /// <summary>Refreshes the subscription, or ends it. The answer is read past.</summary>
    public Task RefreshAsync(int expires) => _wire.SendRawAsync(Encoding.UTF8.GetBytes(
        _wire.Compose("SUBSCRIBE", _user, _target, $"Event: {_event}\r\nContact: <sip:{_user}@127.0.0.1:{_wire.Port}>\r\nExpires: {expires}\r\n", callId: _callId, sequence: ++_sequence)
            .Replace("To: <sip:other@tandem.test>", $"To: <sip:other@tandem.test>;tag={_dialogTag}", StringComparison.Ordinal)));

    /// <summary>Waits for a notification that fits, and lets time pass for it.</summary>
    public async Task<SipMessage> UntilAsync(Func<SipMessage, bool> wanted)
    {
        var patience = Task.Delay(TestExchange.Patience);
        while (true)
        {
            if (Notifications.LastOrDefault(wanted) is { } found)
            {
                return found;
            }
            Assert.False(patience.IsCompleted, $"It was not told. Last: {Encoding.UTF8.GetString((Notifications.LastOrDefault()?.Body ?? default).Span)}");
            await _harness.PassAsync(0.6, 0.6);
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until the last document of the dialogs is as wanted.</summary>
    public async Task<DialogInfo> UntilAsync(Func<DialogInfo, bool> wanted) =>
        DialogInfo.Parse((await UntilAsync((SipMessage notify) => DialogInfo.Parse(notify.Body) is { } info && wanted(info) && notify == Notifications[^1])).Body)!;

    public void Dispose() => _wire.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var message = await _wire.ReceiveAsync();
                if (message.IsRequest)
                {
                    await _wire.SendRawAsync(Encoding.UTF8.GetBytes(message.CreateResponse(Answer, null, null).ToString()));
                    lock (_notifications)
                    {
                        if (!_notifications.Exists(known => known.CSeq!.Value.Number == message.CSeq!.Value.Number))
                        {
                            _notifications.Add(message);
                        }
                    }
                }
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // The test is over.
        }
    }
}
