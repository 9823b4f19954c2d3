namespace Tandem.Load;

/// <summary>What is measured.</summary>
internal enum LoadKind
{
    /// <summary>REGISTER with digest.</summary>
    Register,

    /// <summary>Calls that the exchange answers itself.</summary>
    Answer,

    /// <summary>Calls from one SIPp to another.</summary>
    BackToBack,

    /// <summary>Calls from one SIPp to one extension, which others watch.</summary>
    Lamps,
}
