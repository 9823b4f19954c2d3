namespace Tandem.Pbx.Model;

/// <summary>
/// Why a call ended. The well-known causes are the static properties here (<c>HangupCause.WellKnown.cs</c>); a source may bring others.
/// Two causes are equal when their names are.
/// </summary>
public sealed partial record HangupCause
{
    /// <summary>Makes a cause.</summary>
    /// <param name="name">The name, in lower case with underscores.</param>
    /// <param name="sipStatus">The SIP status that says it, 300 to 699.</param>
    /// <param name="q850">The Q.850 cause value that says it, 1 to 127.</param>
    public HangupCause(string name, int sipStatus, int q850)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(sipStatus, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sipStatus, 699);
        ArgumentOutOfRangeException.ThrowIfLessThan(q850, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q850, 127);
        Name = name;
        SipStatus = sipStatus;
        Q850 = q850;
    }

    /// <summary>The name, in lower case with underscores: <c>normal_clearing</c>.</summary>
    public string Name { get; }

    /// <summary>The SIP status code that says it, 300 to 699.</summary>
    public int SipStatus { get; }

    /// <summary>The Q.850 cause value that says it, 1 to 127 (by RFC 3398 section 8.2.6.1 where no better one exists).</summary>
    public int Q850 { get; }

    /// <summary>The well-known cause of this name, in any case (<c>NORMAL_CLEARING</c>); <see langword="null"/> when there is
    /// none.</summary>
    /// <param name="name">The name.</param>
    public static HangupCause? FromName(string name) =>
        All.FirstOrDefault(cause => cause.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(HangupCause? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
