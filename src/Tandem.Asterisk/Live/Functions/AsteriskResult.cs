using System.Diagnostics.CodeAnalysis;
using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Live.Functions;

/// <summary>What an Asterisk was asked for, or why it did not tell.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Outcome">How it came out.</param>
/// <param name="Value">What it told; <see langword="null"/> when it did not, or when there is no such thing.</param>
public sealed record AsteriskResult<T>(CommandResult Outcome, T? Value)
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool HasValue => Outcome.IsDone && Value is not null;
}
