namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A parking slot in the words of astproxy.</summary>
/// <param name="Parking">The slot, as it is dialled.</param>
/// <param name="Name">The same.</param>
/// <param name="Timeout">For how many seconds a call stays there; 0 for ever.</param>
/// <param name="ParkedCaller">The call that is there; an object without fields where none is.</param>
internal sealed record AstproxyParking(string Parking, string Name, long Timeout, AstproxyParkedCaller ParkedCaller);
