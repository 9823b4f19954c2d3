namespace Tandem.Hub.Doctor;

/// <summary>Whether the data directory can be used, by its owner alone.</summary>
internal static class DataDirectoryCheck
{
    private const string Name = "data directory";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Looks at the directory without changing it.</summary>
    public static Finding Examine(string path)
    {
        if (!Directory.Exists(path))
        {
            return Finding.Ok(Name, $"{path} does not exist yet; the first start makes it.");
        }
        var probe = Path.Combine(path, $".doctor-{Environment.ProcessId}");
        try
        {
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(Name, $"{path} cannot be written: {exception.Message}", "Run as the user of the service, or correct the owner: chown -R tandem: " + path);
        }
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0
            ? Finding.Warn(Name, $"{path} can be looked into by other users.", $"chmod 700 {path}")
            : Finding.Ok(Name, $"{path} can be written, by its owner alone.");
    }
}
