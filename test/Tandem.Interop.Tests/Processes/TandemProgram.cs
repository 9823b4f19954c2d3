namespace Tandem.Interop.Tests.Processes;

/// <summary>The <c>tandem</c> program, as it was built with these tests.</summary>
internal static class TandemProgram
{
    /// <summary>Starts it.</summary>
    /// <param name="arguments">Command and settings.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="input">What it reads on its standard input.</param>
    public static ChildProcess Start(
        IEnumerable<string> arguments, string workingDirectory, IEnumerable<KeyValuePair<string, string>>? environment = null, string input = "")
    {
        // Of a background job a program inherits that Ctrl-C is ignored; these tests may be one.
        var program = Path.Combine(AppContext.BaseDirectory, "tandem.dll");
        return ChildProcess.Start("env", ["--default-signal=INT", "dotnet", program, .. arguments], workingDirectory, environment, input);
    }
}
