namespace Tandem.Asterisk.Live.Calls;

/// <summary>What a channel belongs to, from its name: <c>PJSIP/1001-00000003</c> is a channel of <c>1001</c> over <c>PJSIP</c>.</summary>
/// <param name="Technology">What stands before the first slash.</param>
/// <param name="Resource">What stands between that and the last hyphen: the endpoint, peer or line.</param>
internal readonly record struct DeviceName(string Technology, string Resource)
{
    public bool IsLocal => Technology == "Local";

    /// <summary>Asterisk's own tools, which stand for nobody: the halves of a Local hop, stand-ins of a masquerade, announcers and recorders.</summary>
    public bool IsHidden => Technology is "Local" or "Surrogate" or "AsyncGoto" or "CBAnn" or "CBRec" or "Announcer" or "Recorder" or "Message" or "Parked" or "Snoop";

    public static DeviceName OfChannel(string channel)
    {
        var slash = channel.IndexOf('/');
        if (slash < 0)
        {
            return new DeviceName("", channel);
        }
        var rest = channel[(slash + 1)..];
        var hyphen = rest.LastIndexOf('-');
        return new DeviceName(channel[..slash], hyphen < 0 ? rest : rest[..hyphen]);
    }

    /// <summary>Of a device or an interface of a queue: <c>PJSIP/1001</c>, <c>Local/1001@from-queue/n</c>, <c>hint:1001@ext-local</c>.</summary>
    public static DeviceName OfInterface(string name)
    {
        var slash = name.IndexOf('/');
        if (slash < 0)
        {
            return name.StartsWith("hint:", StringComparison.OrdinalIgnoreCase) ? new DeviceName("hint", UpToAt(name[5..])) : new DeviceName("", name);
        }
        return new DeviceName(name[..slash], UpToAt(name[(slash + 1)..]));
    }

    private static string UpToAt(string text)
    {
        var at = text.IndexOf('@');
        return at < 0 ? text : text[..at];
    }
}
