using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Sends digits to a channel's party.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Digits">The digits: 0-9, *, #, A-D.</param>
public sealed record SendDtmfCommand(ObjectReference Channel, string Digits) : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.SendDtmf;
}
