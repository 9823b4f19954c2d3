using Tandem.Sip.Bodies;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Subscriptions;

/// <summary>An extension that somebody watches, with its watchers and the documents that they share.</summary>
internal sealed class WatchedExtension(string key, Func<string, WatchedExtension, SipUri, LampDocument> make)
{
    private readonly Dictionary<(string Package, string Address), LampDocument> _documents = [];
    private readonly List<DialogInfoEntry> _ended = [];
    private bool _isEndTold;

    /// <summary>Which extension.</summary>
    public string Key { get; } = key;

    /// <summary>Who watches.</summary>
    public List<Lamp> Lamps { get; } = [];

    /// <summary>The ids of its legs, the oldest first.</summary>
    public List<string> Channels { get; } = [];

    /// <summary>Legs that ended since the last document: some phones put a lamp out only when they are told so.</summary>
    public IReadOnlyList<DialogInfoEntry> Ended => _ended;

    /// <summary>The document as it is now; made once for all who ask for it by the same address.</summary>
    public LampDocument Document(string package, SipUri address)
    {
        var wanted = (package, address.ToString());
        if (!_documents.TryGetValue(wanted, out var document))
        {
            _documents.Add(wanted, document = make(package, this, address));
            _isEndTold |= package == DialogInfo.Package;
        }
        return document;
    }

    /// <summary>Forgets what is out of date.</summary>
    public void Change()
    {
        _documents.Clear();
        if (_isEndTold)
        {
            _isEndTold = false;
            _ended.Clear();
        }
    }

    /// <summary>A leg is over.</summary>
    public void End(string channel)
    {
        if (Channels.Remove(channel))
        {
            _ended.Add(new DialogInfoEntry(channel, DialogInfoState.Terminated));
        }
    }
}
