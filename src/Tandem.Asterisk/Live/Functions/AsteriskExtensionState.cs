namespace Tandem.Asterisk.Live.Functions;

/// <summary>The state of an extension's hint.</summary>
/// <param name="Status">The state as bits: 0 idle, else a sum of 1 in use, 2 busy, 4 unavailable, 8 ringing, 16 on hold; -1 means that there is no hint.</param>
/// <param name="Text">The same in Asterisk's words, as <c>Idle</c>.</param>
/// <param name="Hint">The devices that the hint looks at.</param>
public sealed record AsteriskExtensionState(int Status, string? Text, string? Hint);
