namespace Tandem.Asterisk.Live;

/// <summary>How the live model reads an Asterisk.</summary>
public sealed record AsteriskModelOptions
{
    /// <summary>The default settings.</summary>
    public static AsteriskModelOptions Default { get; } = new();

    /// <summary>The domain (tenant) that the objects belong to. Default: none.</summary>
    public string Domain { get; init; } = "";

    /// <summary>
    /// The endpoints and peers that are trunks, by name. Others are extensions if their name is a number (digits only), and trunks if not.
    /// </summary>
    public IReadOnlyList<string> Trunks { get; init; } = [];

    /// <summary>The contexts whose hints are extensions; empty means all.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    /// <summary>Where do not disturb and forwards are.</summary>
    public AstDbFamilies Families { get; init; } = AstDbFamilies.Default;

    /// <summary>
    /// The folder on the Asterisk in which recordings are, as <c>/var/spool/asterisk/monitor</c>; with <see cref="RecordingUrl"/> a file in it
    /// becomes a URL. Default: none.
    /// </summary>
    public string? RecordingBase { get; init; }

    /// <summary>Where the files below <see cref="RecordingBase"/> can be fetched. Default: none, which leaves the path.</summary>
    public Uri? RecordingUrl { get; init; }

    /// <summary>
    /// How long a step is held back that may be the beginning of a larger one, such as a leg that leaves its bridge: what follows makes both
    /// one change. Above zero. Default 100 ms.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is not above zero.</exception>
    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SettleTime, TimeSpan.Zero, nameof(SettleTime));
}
