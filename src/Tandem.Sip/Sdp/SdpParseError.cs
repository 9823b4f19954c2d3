namespace Tandem.Sip.Sdp;

/// <summary>Why a session description was refused.</summary>
public enum SdpParseError
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is beyond <see cref="SessionDescription.MaxBytes"/>, <see cref="SessionDescription.MaxLines"/> or <see cref="SessionDescription.MaxMedia"/>.</summary>
    TooLarge,

    /// <summary>A line is not of the form <c>x=value</c>, or has control characters.</summary>
    BadLine,

    /// <summary>The first line is not <c>v=0</c>.</summary>
    BadVersion,

    /// <summary>The <c>o=</c> line is missing or malformed.</summary>
    BadOrigin,

    /// <summary>A <c>c=</c> line is malformed.</summary>
    BadConnection,

    /// <summary>A <c>b=</c> line is malformed.</summary>
    BadBandwidth,

    /// <summary>A <c>t=</c> line is malformed.</summary>
    BadTiming,

    /// <summary>An <c>a=</c> line has no name.</summary>
    BadAttribute,

    /// <summary>An <c>m=</c> line is malformed.</summary>
    BadMedia,
}
