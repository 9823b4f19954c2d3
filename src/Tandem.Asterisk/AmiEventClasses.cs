namespace Tandem.Asterisk;

/// <summary>Classes of events, by which a connection chooses what it is sent; what the user may not read is not sent either way.</summary>
[Flags]
public enum AmiEventClasses
{
    /// <summary>No events; lists still give their items.</summary>
    None = 0,

    /// <summary>Start, stop, reload, registrations, states of peers and contacts.</summary>
    System = 1 << 0,

    /// <summary>Channels, bridges, dialling, states of devices and extensions.</summary>
    Call = 1 << 1,

    /// <summary>Lines of the log.</summary>
    Log = 1 << 2,

    /// <summary>Reserved by Asterisk.</summary>
    Verbose = 1 << 3,

    /// <summary>Commands that were run.</summary>
    Command = 1 << 4,

    /// <summary>Queues and their members.</summary>
    Agent = 1 << 5,

    /// <summary>UserEvent.</summary>
    User = 1 << 6,

    /// <summary>Changes of configuration.</summary>
    Config = 1 << 7,

    /// <summary>DTMF digits.</summary>
    Dtmf = 1 << 8,

    /// <summary>RTCP and other statistics.</summary>
    Reporting = 1 << 9,

    /// <summary>Records of calls (needs <c>cdr_manager</c>).</summary>
    Cdr = 1 << 10,

    /// <summary>Steps of the dialplan and variables: most of the traffic of a busy exchange.</summary>
    Dialplan = 1 << 11,

    /// <summary>Reserved for originated calls.</summary>
    Originate = 1 << 12,

    /// <summary>AsyncAGI.</summary>
    Agi = 1 << 13,

    /// <summary>Call completion.</summary>
    Cc = 1 << 14,

    /// <summary>Advice of charge.</summary>
    Aoc = 1 << 15,

    /// <summary>Events of tests.</summary>
    Test = 1 << 16,

    /// <summary>Logins and their failures, of phones and of managers.</summary>
    Security = 1 << 17,

    /// <summary>Text messages.</summary>
    Message = 1 << 18,

    /// <summary>Everything that the user may read.</summary>
    All = (1 << 19) - 1,
}
