using System.Text.RegularExpressions;
using Tandem.Sip.Loop;

namespace Tandem.Switch.Calls;

/// <summary>
/// The digits pressed on a leg, and who waits for some. Digits collect whether or not anybody waits; a match takes everything up to its
/// end out of the buffer. Belongs to the signalling loop.
/// </summary>
internal sealed class DigitBuffer
{
    private const int Capacity = 256;

    private readonly LoopTimer _timeout;
    private string _digits = "";
    private Regex? _pattern;
    private TaskCompletionSource<DigitsResult>? _waiter;

    public DigitBuffer(SignalLoop loop) => _timeout = new LoopTimer(loop, () => Finish(new DigitsResult(DigitsOutcome.TimedOut, "")));

    public void Add(char digit)
    {
        // A caller may hold a key down for ever: the oldest digits go first.
        _digits = (_digits.Length < Capacity ? _digits : _digits[1..]) + digit;
        Match();
    }

    public void Clear() => _digits = "";

    /// <exception cref="InvalidOperationException">Somebody waits already.</exception>
    public Task<DigitsResult> WaitAsync(Regex pattern, TimeSpan timeout)
    {
        if (_waiter is not null)
        {
            throw new InvalidOperationException("Another wait for digits of this call is under way.");
        }
        var waiter = _waiter = new TaskCompletionSource<DigitsResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pattern = pattern;
        _timeout.Start(timeout);
        Match();
        return waiter.Task;
    }

    public void End() => Finish(new DigitsResult(DigitsOutcome.CallEnded, ""));

    private void Match()
    {
        if (_waiter is null)
        {
            return;
        }
        var match = _pattern!.Match(_digits);
        if (match is { Success: true, Length: > 0 })
        {
            _digits = _digits[(match.Index + match.Length)..];
            Finish(new DigitsResult(DigitsOutcome.Matched, match.Value));
        }
    }

    private void Finish(DigitsResult result)
    {
        var waiter = _waiter;
        _waiter = null;
        _timeout.Stop();
        waiter?.TrySetResult(result);
    }
}
