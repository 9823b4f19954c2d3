namespace Tandem.Hub.Doctor;

/// <summary>How grave a finding is.</summary>
internal enum FindingLevel
{
    /// <summary>Nothing is to do.</summary>
    Ok,

    /// <summary>It works, and not as well as it could.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,
}
