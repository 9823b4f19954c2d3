namespace Tandem.Interop.Tests.Tools;

/// <summary>A test that needs programs which may be absent: it is skipped then, and says which.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    /// <summary>Names the programs.</summary>
    public ToolFactAttribute(params string[] programs) => Skip = ExternalTool.ReasonToSkip(programs);
}
