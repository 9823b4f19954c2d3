namespace Tandem.Sip.Tests.Messages;

/// <summary>The messages of RFC 4475 section 3, byte for byte.</summary>
internal static class TortureMessages
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Messages", "Rfc4475");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.dat").Select(f => Path.GetFileNameWithoutExtension(f)!).Order();

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".dat"));
}
