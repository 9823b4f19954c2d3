using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;

namespace Tandem.Hub.Rest.Commands;

/// <summary>One command as REST has it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/api</c>, with <c>{id}</c> for the object that it acts on, and <c>{extension}</c> for a member of a queue.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Fields">The fields of its body; none means that a body is not looked at.</param>
/// <param name="Read">Makes the command of the path and the body.</param>
internal sealed record CommandRoute(string Method, string Path, string Summary, BodyField[] Fields, Func<CommandArguments, PbxCommand> Read)
{
    /// <summary>The scope that it wants.</summary>
    public string Scope { get; init; } = Access.Scope.Call;
}
