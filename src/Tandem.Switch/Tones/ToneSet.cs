using Tandem.Media.Tones;

namespace Tandem.Switch.Tones;

/// <summary>The tones of a country, each in the writing of <see cref="ToneScript"/> and repeated for as long as it is heard.</summary>
public sealed record ToneSet
{
    private const string Information = "950*0.2/1400*0.2/1800*0.2/0:330/330/330/1000";

    private static readonly Dictionary<string, ToneSet> Countries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eu"] = new ToneSet(),
        ["de"] = new ToneSet { Busy = "425*0.2/0:480/480", Congestion = "425*0.2/0:240/240" },
        ["fr"] = new ToneSet { Ringback = "440*0.2/0:1500/3500", Busy = "440*0.2/0:500/500", Congestion = "440*0.2/0:250/250" },
        ["uk"] = new ToneSet
        {
            Ringback = "400+450*0.2/0/400+450*0.2/0:400/200/400/2000",
            Busy = "400*0.2/0:375/375",
            Congestion = "400*0.2/0/400*0.2/0:400/350/225/525",
            Unobtainable = "400*0.2:1000",
        },
        ["us"] = new ToneSet
        {
            Ringback = "440+480*0.2/0:2000/4000",
            Busy = "480+620*0.2/0:500/500",
            Congestion = "480+620*0.2/0:250/250",
            Unobtainable = "985*0.2/1428*0.2/1776*0.2/0:380/276/380/1000",
        },
        ["au"] = new ToneSet
        {
            Ringback = "400+425+450*0.15/0/400+425+450*0.15/0:400/200/400/2000",
            Busy = "425*0.2/0:375/375",
            Congestion = "425*0.2/0/425*0.1/0:375/375/375/375",
            Unobtainable = "425*0.2/0:2500/500",
        },
    };

    /// <summary>The tones of most of Europe (ITU-T E.180 and ETSI TR 101 041): one frequency, 425 Hz.</summary>
    public static ToneSet Europe => Countries["eu"];

    /// <summary>The countries that are known.</summary>
    public static IReadOnlyCollection<string> Known => Countries.Keys;

    /// <summary>It rings at the called party.</summary>
    public string Ringback { get; init; } = "425*0.2/0:1000/4000";

    /// <summary>The called party is busy.</summary>
    public string Busy { get; init; } = "425*0.2/0:500/500";

    /// <summary>The exchange, or one on the way, has no room for the call.</summary>
    public string Congestion { get; init; } = "425*0.2/0:250/250";

    /// <summary>There is no such number, or it cannot be reached.</summary>
    public string Unobtainable { get; init; } = Information;

    /// <summary>The tones of a country: <c>eu</c>, <c>de</c>, <c>fr</c>, <c>uk</c>, <c>us</c>, <c>au</c>; null for one that is not known.</summary>
    /// <param name="country">The country, in any case.</param>
    public static ToneSet? Find(string country) => Countries.GetValueOrDefault(country);
}
