namespace Tandem.Asterisk;

/// <summary>A change of how a client stands with its Asterisk.</summary>
/// <param name="State">What it is now.</param>
/// <param name="Reason">What ended the connection or kept it from being made; null where it was made or disposed.</param>
/// <param name="Attempt">Attempts since it was last connected.</param>
public sealed record AmiStateChange(AmiConnectionState State, AmiException? Reason, int Attempt);
