namespace Tandem.Sipgate.Rtcm;

/// <summary>The body of <c>POST calls/{id}/dtmf</c>.</summary>
internal sealed record DtmfBody(string Sequence);
