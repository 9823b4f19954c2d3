namespace Tandem.Hub.Rest.Asterisk;

/// <summary>An announcement that is recorded.</summary>
/// <param name="File">Its file on the Asterisk.</param>
internal sealed record AnnouncementView(string File);
