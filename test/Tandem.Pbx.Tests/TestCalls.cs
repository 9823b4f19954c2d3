using Tandem.Pbx.Model;

namespace Tandem.Pbx.Tests;

/// <summary>Plain objects for tests.</summary>
internal static class TestCalls
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Channel Channel(string id, string domain = "a", string source = "s", string? conversation = null) => new()
    {
        Id = new ObjectId(source, id),
        Domain = domain,
        Direction = ChannelDirection.Inbound,
        OfferedAt = Noon,
        State = new ChannelState.Calling(),
        StateSince = Noon,
        Conversation = conversation is null ? null : new ObjectId(source, conversation),
    };

    public static Conversation Conversation(string id, string domain = "a", string source = "s") => new()
    {
        Id = new ObjectId(source, id),
        Domain = domain,
        Direction = CallDirection.Internal,
        StartedAt = Noon,
    };

    public static Extension Extension(string number, string domain = "a", string source = "s", string? id = null) => new()
    {
        Id = new ObjectId(source, id ?? number),
        Domain = domain,
        Number = number,
    };
}
