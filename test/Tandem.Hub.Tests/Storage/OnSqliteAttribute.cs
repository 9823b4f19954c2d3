using System.Reflection;
using Tandem.Hub.Storage;
using Xunit.Sdk;

namespace Tandem.Hub.Tests.Storage;

/// <summary>Runs a theory on SQLite, whose name it hands to it.</summary>
public sealed class OnSqliteAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[nameof(StoreEngine.Sqlite)]];
}
