using Tandem.Media.Mixing;

namespace Tandem.Switch.Calls.Conferences;

/// <summary>A room with its members, from the first to the last.</summary>
internal sealed class ConferenceRoom(string name, Conference audio)
{
    public string Name => name;

    public Conference Audio => audio;

    public List<Call> Members { get; } = [];

    /// <summary>Nobody else comes in.</summary>
    public bool IsLocked { get; set; }
}
