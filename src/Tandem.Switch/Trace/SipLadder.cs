using System.Globalization;
using System.Text;

namespace Tandem.Switch.Trace;

/// <summary>Draws the messages of a call as a ladder: a column for each peer, the exchange in the middle.</summary>
public static class SipLadder
{
    private const int ColumnWidth = 30;

    /// <summary>Draws a ladder in plain text, one line a message.</summary>
    /// <param name="messages">The messages in order.</param>
    public static string Draw(IReadOnlyList<TracedMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
        {
            return "";
        }
        // A peer is an address and a Call-ID: the first one stands left of the exchange, all others to the right.
        var peers = messages.Select(PeerOf).Distinct().ToList();
        var text = new StringBuilder();
        text.Append(' ', 13).Append(peers[0].Remote.PadRight(ColumnWidth)).Append("tandem".PadRight(ColumnWidth));
        text.AppendLine(string.Concat(peers.Skip(1).Select(peer => peer.Remote.PadRight(ColumnWidth))).TrimEnd());
        foreach (var message in messages)
        {
            text.Append(message.At.ToLocalTime().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
            AppendArrow(text, message, peers.IndexOf(PeerOf(message)), peers.Count);
        }
        return text.ToString();
    }

    private static (string Remote, string CallId) PeerOf(TracedMessage message) => (message.Remote.ToString(), message.CallId);

    private static void AppendArrow(StringBuilder text, TracedMessage message, int peer, int peers)
    {
        var left = peer == 0;
        // Column k lies between the k-th and the next line; the exchange is the second line.
        var columns = Math.Max(1, peer);
        var towardsRight = left != message.Outgoing;
        var label = $" {message.Summary} ";
        var width = (ColumnWidth * columns) - 2;
        var shaft = label.Length >= width - 2 ? label : label.PadLeft(label.Length + ((width - label.Length) / 2), '-').PadRight(width, '-');
        if (!left)
        {
            text.Append('|').Append(' ', ColumnWidth - 1);
        }
        text.Append('|').Append(towardsRight ? shaft + ">" : "<" + shaft).Append('|');
        var rest = left ? peers - 1 : peers - 1 - peer;
        for (var i = 0; i < rest; i++)
        {
            text.Append(' ', ColumnWidth - 1).Append('|');
        }
        text.AppendLine();
    }
}
