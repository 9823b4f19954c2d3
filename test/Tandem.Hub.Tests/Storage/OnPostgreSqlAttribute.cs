using System.Reflection;
using Tandem.Hub.Storage;
using Tandem.Interop.Tests.Tools;
using Xunit.Sdk;

namespace Tandem.Hub.Tests.Storage;

/// <summary>Runs a theory on PostgreSQL, whose name it hands to it; skipped where no server is there and none can be started.</summary>
public sealed class OnPostgreSqlAttribute : DataAttribute
{
    /// <summary>What is missing where it is skipped.</summary>
    public const string Needed = "needs PostgreSQL (Debian: postgresql)";

    /// <summary>Looks for a server.</summary>
    public OnPostgreSqlAttribute() => Skip = StoreFixture.IsPostgreSqlThere || ExternalTool.AreAllRequired ? null : Needed;

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[nameof(StoreEngine.PostgreSql)]];
}
