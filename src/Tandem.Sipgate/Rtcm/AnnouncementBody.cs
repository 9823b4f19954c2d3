namespace Tandem.Sipgate.Rtcm;

/// <summary>The body of <c>POST calls/{id}/announcements</c>.</summary>
internal sealed record AnnouncementBody(string Url);
