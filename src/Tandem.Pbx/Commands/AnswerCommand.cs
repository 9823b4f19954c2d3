using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Answers a ringing channel.</summary>
/// <param name="Channel">The channel that rings.</param>
public sealed record AnswerCommand(ObjectReference Channel) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Answer;
}
