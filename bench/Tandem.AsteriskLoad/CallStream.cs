using System.Text;
using Tandem.Asterisk.Messages;

namespace Tandem.AsteriskLoad;

/// <summary>
/// The events of many calls at once, made of what a real Asterisk wrote for one: each call has phones, ids and a bridge of its own. A round
/// is made once; for the next only the digits that tell the rounds apart are changed, so that making it costs the measurement nothing.
/// </summary>
internal sealed class CallStream
{
    private const string Round = "RRRRR";

    private readonly byte[] _bytes;
    private readonly int[] _rounds;

    public CallStream(string transcript, int calls, int atOnce, int extensions, int eventsPerCall = 80)
    {
        var templates = Templates(transcript, eventsPerCall);
        EventsPerCall = templates.Length;
        var text = new StringBuilder();
        var starts = new List<int>();
        for (var first = 0; first < calls; first += atOnce)
        {
            // Those that are up at once go on together, an event each in turn.
            foreach (var template in templates)
            {
                for (var call = first; call < Math.Min(first + atOnce, calls); call++)
                {
                    starts.Add(text.Length);
                    text.Append(Fill(template, call, extensions));
                }
            }
        }
        var all = text.ToString();
        _rounds = [.. Occurrences(all, Round)];
        _bytes = Encoding.ASCII.GetBytes(all);
        Events = calls * templates.Length;
        Starts = [.. starts, _bytes.Length];
    }

    public int EventsPerCall { get; }

    public int Events { get; }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Where each event begins, and the end.</summary>
    public int[] Starts { get; }

    /// <summary>Makes the round of a number: 0 to 99,999.</summary>
    public void Set(int round)
    {
        Span<byte> digits = stackalloc byte[Round.Length];
        Encoding.ASCII.GetBytes(round.ToString("D5", null), digits);
        foreach (var at in _rounds)
        {
            digits.CopyTo(_bytes.AsSpan(at));
        }
    }

    private static string[] Templates(string transcript, int count)
    {
        var messages = AmiTranscript.Load(transcript).ToMessages().Where(message => message.Contains("Privilege") && message.EventName is not ("FullyBooted" or "SuccessfulAuth" or "ChallengeSent")).ToArray();
        var skipped = messages.Length - count;

        // Of the variables, which make the most of it, as many as make the number right.
        var kept = messages.Where(message => message.EventName != "VarSet" || skipped-- <= 0);
        return [.. kept.Select(message => string.Concat(message.Select(header => $"{header}\r\n")) + "\r\n")];
    }

    private static string Fill(string template, int call, int extensions)
    {
        var caller = 10_000 + (call * 2 % extensions);
        var called = caller + 1;
        return template
            .Replace("1795208248.0", $"1795{Round}.{call * 2}", StringComparison.Ordinal)
            .Replace("1795208248.1", $"1795{Round}.{(call * 2) + 1}", StringComparison.Ordinal)
            .Replace("00000000", $"{Round}{call * 2:x6}", StringComparison.Ordinal)
            .Replace("00000001", $"{Round}{(call * 2) + 1:x6}", StringComparison.Ordinal)
            .Replace("7a03e737", $"{Round}{call:x8}", StringComparison.Ordinal)
            .Replace("1001", caller.ToString(null, null), StringComparison.Ordinal)
            .Replace("1002", called.ToString(null, null), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Occurrences(string text, string what)
    {
        for (var at = text.IndexOf(what, StringComparison.Ordinal); at >= 0; at = text.IndexOf(what, at + what.Length, StringComparison.Ordinal))
        {
            yield return at;
        }
    }
}
