namespace Tandem.Interop.Tests.Tools;

/// <summary>A theory that needs programs which may be absent: it is skipped then, and says which.</summary>
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    /// <summary>Names the programs.</summary>
    public ToolTheoryAttribute(params string[] programs) => Skip = ExternalTool.ReasonToSkip(programs);
}
