using System.Diagnostics;
using System.Net;
using Tandem.Hub.History;
using Tandem.Media.Tones;
using Tandem.Phone;
using Tandem.Phone.Calls;

namespace Tandem.Hub.Demo;

/// <summary>The demonstration itself: two phones register over UDP, one calls the other, both play a tone, digits are pressed, the caller hangs up.</summary>
internal sealed class DemoCall(IPEndPoint server, HistoryReader history, Action<string> say)
{
    public const string CallerNumber = "101";
    public const string CalledNumber = "102";
    public const string CallerSecret = "demo-secret-101";
    public const string CalledSecret = "demo-secret-102";

    private const double CallerTone = 440;
    private const double CalledTone = 880;
    private const string Digits = "123#";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ToneTime = TimeSpan.FromSeconds(3);

    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var alice = new SipPhone(new PhoneOptions { User = CallerNumber, Password = CallerSecret, Server = server });
        await using var bob = new SipPhone(new PhoneOptions { User = CalledNumber, Password = CalledSecret, Server = server });
        await RegisterAsync(alice, cancellationToken).ConfigureAwait(false);
        await RegisterAsync(bob, cancellationToken).ConfigureAwait(false);

        say($"{CallerNumber} calls {CalledNumber}");
        var started = Stopwatch.GetTimestamp();
        var outgoing = await alice.CallAsync(CalledNumber).ConfigureAwait(false);
        var incoming = await bob.WaitForCallAsync(cancellationToken).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        await incoming.AnswerAsync().ConfigureAwait(false);
        var status = await outgoing.WaitForAnswerAsync(cancellationToken).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        var setupTime = Stopwatch.GetElapsedTime(started);
        if (status != 200)
        {
            throw new InvalidOperationException($"The call was refused with {status}.");
        }

        say($"{CallerNumber} plays {CallerTone} Hz, {CalledNumber} plays {CalledTone} Hz");
        outgoing.Play(new ToneSource(CallerTone, duration: ToneTime));
        incoming.Play(new ToneSource(CalledTone, duration: ToneTime));
        var heardByCaller = await HearAsync(outgoing, CalledTone, cancellationToken).ConfigureAwait(false);
        var heardByCalled = await HearAsync(incoming, CallerTone, cancellationToken).ConfigureAwait(false);
        await Task.Delay(ToneTime, cancellationToken).ConfigureAwait(false);

        say($"{CallerNumber} presses {Digits}");
        outgoing.SendDigits(Digits);
        var digits = await ReadDigitsAsync(incoming, cancellationToken).ConfigureAwait(false);
        await SettleAsync(outgoing, incoming, cancellationToken).ConfigureAwait(false);

        say($"{CallerNumber} hangs up");
        await outgoing.HangupAsync().ConfigureAwait(false);
        await incoming.WaitForHangupAsync(cancellationToken).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        return new DemoReport(
            setupTime,
            SideOf(CallerNumber, outgoing, incoming, CalledTone, heardByCaller, ""),
            SideOf(CalledNumber, incoming, outgoing, CallerTone, heardByCalled, digits),
            Digits,
            await IsInHistoryAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task RegisterAsync(SipPhone phone, CancellationToken cancellationToken)
    {
        var status = await phone.RegisterAsync().WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        if (status != 200)
        {
            throw new InvalidOperationException($"Phone {phone.User} could not register: {status}.");
        }
        say($"{phone.User} has registered from {phone.EndPoint}");
    }

    private static DemoSide SideOf(string phone, PhoneCall own, PhoneCall other, double expected, double? heard, string digits)
    {
        var (mine, theirs) = (own.Statistics, other.Statistics);
        return new DemoSide(phone, mine.PacketsSent, mine.PacketsReceived, Math.Max(0, theirs.PacketsSent - mine.PacketsReceived), expected, heard, digits);
    }

    /// <summary>Waits for the tone; what is heard instead when time runs out is the answer too.</summary>
    private static async Task<double?> HearAsync(PhoneCall call, double expected, CancellationToken cancellationToken)
    {
        double? heard = null;
        await UntilAsync(
            () =>
            {
                heard = call.Heard.TryMeasure(out var tone) && tone.Share > 0.8 ? tone.Frequency : null;
                return heard is { } frequency && Math.Abs(frequency - expected) < 10;
            },
            ToneTime,
            cancellationToken).ConfigureAwait(false);
        return heard;
    }

    private static async Task<string> ReadDigitsAsync(PhoneCall call, CancellationToken cancellationToken)
    {
        var read = "";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (read.Length < Digits.Length)
            {
                read += await call.ReadDigitAsync(patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The report shows which digits are missing.
        }
        return read;
    }

    // The last packets are on their way when the last digit is heard.
    private static Task SettleAsync(PhoneCall first, PhoneCall second, CancellationToken cancellationToken) => UntilAsync(
        () => first.Statistics.PacketsSent == second.Statistics.PacketsReceived && second.Statistics.PacketsSent == first.Statistics.PacketsReceived,
        TimeSpan.FromSeconds(1),
        cancellationToken);

    private async Task<bool> IsInHistoryAsync(CancellationToken cancellationToken)
    {
        var found = false;
        var deadline = Stopwatch.GetTimestamp();
        while (!found && Stopwatch.GetElapsedTime(deadline) < Patience)
        {
            var page = await history.ReadAsync(new HistoryQuery { Number = CallerNumber, Limit = 1 }, cancellationToken).ConfigureAwait(false);
            found = page.Entries is [{ EndedAt: not null, AnsweredAt: not null }, ..];
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
        return found;
    }

    private static async Task UntilAsync(Func<bool> done, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!done() && Stopwatch.GetElapsedTime(started) < patience)
        {
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }
}
