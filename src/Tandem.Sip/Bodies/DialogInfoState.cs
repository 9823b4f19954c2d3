namespace Tandem.Sip.Bodies;

/// <summary>States of a dialog as others see them (RFC 4235 section 3.7.1).</summary>
public enum DialogInfoState
{
    /// <summary>The INVITE is out; nothing came back.</summary>
    Trying,

    /// <summary>A provisional response without a tag came.</summary>
    Proceeding,

    /// <summary>It rings.</summary>
    Early,

    /// <summary>It is answered.</summary>
    Confirmed,

    /// <summary>It is over.</summary>
    Terminated,
}
