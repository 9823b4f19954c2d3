using System.Text.RegularExpressions;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>What sipp says about its calls.</summary>
internal sealed record SippOutcome
{
    /// <summary>0 where all went as the scenario says.</summary>
    public required int ExitCode { get; init; }

    public required int Successful { get; init; }

    public required int Failed { get; init; }

    /// <summary>How often it had to send a message again.</summary>
    public required int Retransmissions { get; init; }

    public required string Errors { get; init; }

    /// <summary>Every message that it sent and received.</summary>
    public required string Messages { get; init; }

    /// <summary>The messages that it received, from the start line to the last header.</summary>
    public IReadOnlyList<string> Received =>
        [.. Regex.Matches(Messages.ReplaceLineEndings("\n"), @"message received \[[0-9]+\] bytes :\n\n(.*?)\n\n", RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value)];

    /// <inheritdoc/>
    public override string ToString() => $"{ExitCode}: {Successful} successful, {Failed} failed; {Errors}{Messages}";
}
