namespace Tandem.Hub.CommandLine;

/// <summary>The hub refused a command of the command line, or could not be reached. The message is for people.</summary>
internal sealed class ApiException(string message) : Exception(message);
