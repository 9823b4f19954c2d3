using System.Text.RegularExpressions;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private static readonly TimeSpan DefaultDigitTimeout = TimeSpan.FromSeconds(30);

    private readonly DigitBuffer _digits;

    /// <summary>
    /// Waits until the digits pressed so far contain a match of a regular expression. Digits that were pressed before the wait count; those
    /// up to the end of the match are taken, later ones stay for the next wait. The last 256 digits are kept.
    /// </summary>
    /// <param name="pattern">A regular expression without back-references and look-arounds, for example <c>[0-9]{4}#</c>. It matches at least one digit.</param>
    /// <param name="timeout">How long to wait; 30 s where null.</param>
    /// <returns>The digits, or that time ran out or the call ended.</returns>
    /// <exception cref="ArgumentException">The pattern is none.</exception>
    /// <exception cref="InvalidOperationException">Another wait of this call is under way.</exception>
    public Task<DigitsResult> WaitForDigitsAsync(string pattern = "[0-9A-D*#]", TimeSpan? timeout = null)
    {
        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException(exception.Message, nameof(pattern));
        }
        return _manager.Loop.RunAsync(() => IsEnded
            ? Task.FromResult(new DigitsResult(DigitsOutcome.CallEnded, ""))
            : _digits.WaitAsync(regex, timeout ?? DefaultDigitTimeout));
    }

    /// <summary>Forgets the digits that were pressed and not yet waited for.</summary>
    public Task ClearDigitsAsync() => _manager.Loop.InvokeAsync(_digits.Clear);

    private void OnDigit(char digit)
    {
        if (!IsEnded)
        {
            _manager.Model.Digit(this, digit);
            _digits.Add(digit);
            Raise(CallEventKind.Digit, digit.ToString());
        }
    }
}
