using System.Globalization;
using System.Text;

namespace Tandem.Sip.Bodies;

/// <summary>The document of the event package <c>message-summary</c>: what lights message lamps (RFC 3842). Counts are 0 or more.</summary>
/// <param name="IsWaiting">Whether messages wait.</param>
/// <param name="NewMessages">New voice messages.</param>
/// <param name="OldMessages">Voice messages that were heard.</param>
public sealed record MessageSummary(bool IsWaiting, int NewMessages = 0, int OldMessages = 0)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/simple-message-summary";

    /// <summary>The event package.</summary>
    public const string Package = "message-summary";

    /// <summary>New urgent voice messages; part of <see cref="NewMessages"/>.</summary>
    public int NewUrgent { get; init; }

    /// <summary>Urgent voice messages that were heard; part of <see cref="OldMessages"/>.</summary>
    public int OldUrgent { get; init; }

    /// <summary>The URI to call to hear them; null where it is not told.</summary>
    public string? Account { get; init; }

    /// <summary>Reads a document. Other classes of messages than voice are ignored.</summary>
    /// <returns>Null where it does not say whether messages wait.</returns>
    public static MessageSummary? Parse(ReadOnlyMemory<byte> body)
    {
        MessageSummary? summary = null;
        foreach (var line in Encoding.UTF8.GetString(body.Span).Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }
            var value = string.Concat(line[(colon + 1)..].Where(c => !char.IsControl(c))).Trim();
            switch (line[..colon].Trim().ToUpperInvariant())
            {
                case "MESSAGES-WAITING":
                    summary = (summary ?? new MessageSummary(false)) with { IsWaiting = value.StartsWith("yes", StringComparison.OrdinalIgnoreCase) };
                    break;
                case "MESSAGE-ACCOUNT" when summary is not null:
                    summary = summary with { Account = value };
                    break;
                case "VOICE-MESSAGE" when summary is not null:
                    summary = summary.WithCounts(value);
                    break;
                default:
                    break;
            }
        }
        return summary;
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(128);
        text.Append("Messages-Waiting: ").Append(IsWaiting ? "yes" : "no").Append("\r\n");
        if (Account is not null)
        {
            text.Append("Message-Account: ").Append(string.Concat(Account.Where(c => !char.IsControl(c))).Trim()).Append("\r\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"Voice-Message: {NewMessages}/{OldMessages} ({NewUrgent}/{OldUrgent})\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // "2/8 (0/2)": new/old, then the urgent ones among them, which may be left out.
    private MessageSummary WithCounts(string value)
    {
        var numbers = value.Split(['/', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        return numbers.Length < 2
            ? this
            : this with
            {
                NewMessages = numbers[0],
                OldMessages = numbers[1],
                NewUrgent = numbers.ElementAtOrDefault(2),
                OldUrgent = numbers.ElementAtOrDefault(3),
            };
    }
}
