using Tandem.Asterisk;

namespace Tandem.Hub.CommandLine;

/// <summary>A file that takes what an Asterisk sends, at once, so that it is whole whenever the program ends.</summary>
internal sealed class AmiRecording : IAmiTrace, IDisposable
{
    private readonly FileStream _file;

    private AmiRecording(FileStream file) => _file = file;

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <exception cref="ApiException">The file cannot be written.</exception>
    public static AmiRecording Create(string path)
    {
        try
        {
            return new AmiRecording(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApiException($"{path} cannot be written: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        Length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
