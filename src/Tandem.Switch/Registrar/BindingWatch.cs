using Tandem.Pbx.Model;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Switch.Registrar;

/// <summary>Whether one phone is still there. It never unregisters it.</summary>
internal sealed class BindingWatch : IClientTransactionUser
{
    private static readonly Party Exchange = new(null, "ping");

    private readonly SignalLoop _loop;
    private readonly RegistrarOptions _options;
    private readonly ContactRequests _phones;
    private readonly Action<string> _changed;
    private readonly LoopTimer _timer;
    private Binding _binding;
    private Rhythm _rhythm;
    private DateTimeOffset? _pingAt;

    public BindingWatch(SignalLoop loop, RegistrarOptions options, ContactRequests phones, Binding binding, Action<string> changed)
    {
        _loop = loop;
        _options = options;
        _phones = phones;
        _binding = binding;
        _changed = changed;
        _timer = new LoopTimer(loop, OnTimer);
        // After a restart a phone has its time to be heard, though its last REGISTER is long ago.
        HeardAt = Now;
        Restart();
    }

    /// <summary>Whether it was not heard for too long.</summary>
    public bool IsStale { get; private set; }

    /// <summary>When it was heard last.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    private DateTimeOffset Now => _loop.TimeProvider.GetUtcNow();

    /// <summary>Takes up the binding as it is now; a REGISTER of the phone is a sign of life.</summary>
    public void Refresh(Binding binding)
    {
        var isSign = binding.RefreshedAt != _binding.RefreshedAt;
        _binding = binding;
        if (isSign)
        {
            HeardAt = binding.RefreshedAt;
            // Who took up the contacts tells it with them.
            IsStale = false;
            Restart();
        }
    }

    public void Stop() => _timer.Stop();

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (response.StatusCode >= 200 && _timer.IsRunning)
        {
            HeardAt = Now;
            SetStale(false);
            Schedule();
        }
    }

    // Silence is found out by the clock, not by one request that was lost.
    void IClientTransactionUser.OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
    }

    private void Restart()
    {
        var before = _rhythm;
        _rhythm = Rhythm.Of(_binding, _options);
        if (_rhythm.Ping == TimeSpan.Zero)
        {
            _pingAt = null;
        }
        else if (_pingAt is null || before.Ping != _rhythm.Ping)
        {
            // Anywhere within the first interval: phones that registered together are not asked together.
            _pingAt = Now + (_rhythm.Ping * Random.Shared.NextDouble());
        }
        Schedule();
    }

    private void OnTimer()
    {
        if (_pingAt is { } ping && ping <= Now)
        {
            _pingAt = ping + _rhythm.Ping > Now ? ping + _rhythm.Ping : Now + _rhythm.Ping;
            _phones.TrySend(SipMethod.Options, _binding, Exchange, this);
        }
        SetStale(_rhythm.Stale is { } stale && HeardAt + stale <= Now);
        Schedule();
    }

    private void Schedule()
    {
        var staleAt = IsStale ? null : HeardAt + _rhythm.Stale;
        var next = _pingAt < staleAt || staleAt is null ? _pingAt : staleAt;
        // One that is stale and not asked waits for its REGISTER.
        _timer.Start(next is { } at ? at - Now : TimeSpan.FromDays(1));
    }

    private void SetStale(bool isStale)
    {
        if (IsStale != isStale)
        {
            IsStale = isStale;
            _changed(_binding.User);
        }
    }

    /// <summary>How often a phone is asked, and after what silence it is stale.</summary>
    /// <param name="Ping">Zero for never.</param>
    /// <param name="Stale">Null for never.</param>
    internal readonly record struct Rhythm(TimeSpan Ping, TimeSpan? Stale)
    {
        public bool IsNone => Ping == TimeSpan.Zero && Stale is null;

        public static Rhythm Of(Binding binding, RegistrarOptions options)
        {
            var (ping, register) = (binding.OptionsPing ?? options.OptionsPing, binding.RegPing ?? options.RegPing);
            var shortest = ping == 0 || (register > 0 && register < ping) ? register : ping;
            var stale = options.StaleTime ?? (shortest > 0 ? 3 * shortest : null);
            return new Rhythm(TimeSpan.FromSeconds(ping), stale is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        }
    }
}
