namespace Tandem.Load.Feed;

/// <summary>What is measured of a feed.</summary>
/// <param name="Format">What the subscribers read: <c>bert</c>, <c>chan_info</c> (JSON) or <c>model</c> (JSON).</param>
/// <param name="Subscribers">How many.</param>
/// <param name="Rate">Changes a second; 0 for idle subscribers.</param>
/// <param name="Duration">How long.</param>
internal sealed record FeedPlan(string Format, int Subscribers, int Rate, TimeSpan Duration)
{
    /// <summary>The path that subscribers open.</summary>
    public string Path => Format switch
    {
        "bert" => "/basix/api/ws_cti?profile=basix-2016",
        "chan_info" => "/api/events?format=chan_info",
        _ => "/api/events",
    };
}
