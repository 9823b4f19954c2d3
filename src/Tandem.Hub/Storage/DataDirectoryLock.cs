namespace Tandem.Hub.Storage;

/// <summary>Keeps a data directory for one process: two hubs on one store would each close the other's calls. It ends with the process, however that ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "tandem.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the directory, and makes it where it is not there.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="StoreException">Another process has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        try
        {
            return new DataDirectoryLock(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StoreException("another hub uses it", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
