namespace Tandem.Sipgate.Rtcm;

/// <summary>The body that turns something on or off.</summary>
internal sealed record SwitchBody(bool Value);
