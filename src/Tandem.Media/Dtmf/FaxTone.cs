namespace Tandem.Media.Dtmf;

/// <summary>A tone by which fax machines find each other (ITU-T T.30).</summary>
public enum FaxTone
{
    /// <summary>CNG: 1100 Hz, half a second every three and a half, from the machine that calls.</summary>
    Calling,

    /// <summary>CED: 2100 Hz for some seconds, from the machine that answers.</summary>
    Answering,
}
