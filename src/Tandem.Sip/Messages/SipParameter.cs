namespace Tandem.Sip.Messages;

/// <summary>One parameter of a header value or URI.</summary>
/// <param name="Name">Its name, compared without regard to case.</param>
/// <param name="Value">Its value without quotes and escapes; null when there is no equals sign.</param>
/// <param name="IsQuoted">Whether a header writes the value in quotes even where a token would do.</param>
public readonly record struct SipParameter(string Name, string? Value, bool IsQuoted = false);
