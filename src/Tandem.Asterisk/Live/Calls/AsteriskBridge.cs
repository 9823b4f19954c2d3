namespace Tandem.Asterisk.Live.Calls;

/// <summary>A bridge, by its BridgeUniqueid, and who is in it.</summary>
internal sealed class AsteriskBridge(string id)
{
    public string Id => id;

    public string? Technology { get; set; }

    public string? Type { get; set; }

    /// <summary>The application that made it, such as <c>ConfBridge</c>; null for a call.</summary>
    public string? Creator { get; set; }

    public string? Name { get; set; }

    public List<AsteriskChannel> Members { get; } = [];

    /// <summary>The conference room that this is the bridge of.</summary>
    public string? Room => Creator == "ConfBridge" ? Name : null;

    /// <summary>Its members hear each other. In a bridge that only holds them, as of a parking lot, they do not.</summary>
    public bool Joins => Technology != "holding_bridge" && Type is not ("parking" or "holding");
}
