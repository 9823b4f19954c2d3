namespace Tandem.Hub.Demo;

/// <summary>What one phone of the demonstration sent, got and heard.</summary>
/// <param name="Phone">Its number.</param>
/// <param name="PacketsSent">RTP packets sent.</param>
/// <param name="PacketsReceived">RTP packets received.</param>
/// <param name="PacketsLost">Packets of the other phone that did not arrive.</param>
/// <param name="Expected">The tone that the other phone played, in Hz.</param>
/// <param name="Heard">The tone that it detected, in Hz; null for none.</param>
/// <param name="Digits">The digits that it received.</param>
internal sealed record DemoSide(string Phone, long PacketsSent, long PacketsReceived, long PacketsLost, double Expected, double? Heard, string Digits)
{
    /// <summary>Whether the other phone's tone really arrived.</summary>
    public bool HeardRight => Heard is { } heard && Math.Abs(heard - Expected) < 10;
}
