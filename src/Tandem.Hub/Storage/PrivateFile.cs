namespace Tandem.Hub.Storage;

/// <summary>Files with secrets.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file anew that only its owner reads, with mode 0600 from its first byte. Its folder is made where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is in it.</param>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = Create(path);
        write(file);
    }

    /// <summary>Makes a file anew that only its owner reads.</summary>
    /// <param name="path">The file; its folder exists.</param>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.Delete(path);
        }
        return new FileStream(path, options);
    }
}
