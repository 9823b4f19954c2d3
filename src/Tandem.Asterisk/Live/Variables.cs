namespace Tandem.Asterisk.Live;

/// <summary>The few channel variables that tell the model something. Most events set others, so a look at the bytes must do.</summary>
internal static class Variables
{
    /// <summary>
    /// Lets Asterisk send no VarSet but those of variables that begin with DB or MI. (A filter is a POSIX expression over the whole event, in
    /// which a dot is a line end too.)
    /// </summary>
    public const string Filter = "!Event: VarSet.*Variable: ([^DM]|D[^B]|M[^I])";

    /// <summary>The file of a recording.</summary>
    public static ReadOnlySpan<byte> RecordingFile => "MIXMONITOR_FILENAME"u8;

    /// <summary>Whether a VarSet is worth reading.</summary>
    public static bool Tells(ReadOnlySpan<byte> block) =>
        block.IndexOf("\nVariable: MIXMONITOR_FILENAME\r"u8) >= 0 || block.IndexOf("\nVariable: DB("u8) >= 0;
}
