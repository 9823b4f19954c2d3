using System.Globalization;
using System.Reflection;

namespace Tandem.Hub.Storage;

/// <summary>One numbered step of the schema, in SQL that runs unchanged on both engines.</summary>
/// <param name="Version">Its number, from 1, without gaps.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const string Folder = "Tandem.Hub.Storage.Migrations.";

    /// <summary>The migrations of this program, in order. They are the files <c>Storage/Migrations/NNNN_name.sql</c>.</summary>
    public static IReadOnlyList<Migration> LoadAll()
    {
        Assembly assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(Load),
        ];

        Migration Load(string resource)
        {
            string file = resource[Folder.Length..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file[5..], reader.ReadToEnd());
        }
    }
}
