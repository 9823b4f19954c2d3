namespace Tandem.Sipgate.Rtcm;

/// <summary>The body of <c>PUT calls/{id}/recording</c>.</summary>
internal sealed record RecordingBody(bool Announcement, bool Value);
