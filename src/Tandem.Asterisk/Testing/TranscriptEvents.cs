using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing.Folding;

namespace Tandem.Asterisk.Testing;

/// <summary>The events of a transcript that nobody asked for. Items of lists are told to the fold instead, which knows from them what is configured.</summary>
internal static class TranscriptEvents
{
    public static IEnumerable<(AmiMessage Event, byte[] Bytes)> Of(AmiTranscript transcript, AsteriskFold fold)
    {
        var splitter = new Splitter(fold);
        transcript.Replay(splitter);
        return splitter.Events;
    }

    private sealed class Splitter(AsteriskFold fold) : IAmiBlockHandler
    {
        private bool _isInList;

        public List<(AmiMessage Event, byte[] Bytes)> Events { get; } = [];

        public void OnBlock(AmiBlock block)
        {
            var message = block.ToMessage();
            var list = message["EventList"]?.ToLowerInvariant();
            if (block.Kind == AmiBlockKind.Response)
            {
                _isInList = list == "start";
            }
            else if (list == "complete")
            {
                _isInList = false;
            }
            else if (_isInList)
            {
                fold.AddListItem(message);
            }
            // FullyBooted tells a client that logs in that Asterisk is up; it does so at its own login.
            else if (block.Kind == AmiBlockKind.Event && !block.IsEvent("FullyBooted"u8))
            {
                Events.Add((message, [.. block.Bytes, .. "\r\n"u8]));
            }
        }
    }
}
