namespace Tandem.Hub.Basix;

/// <summary>Says that an endpoint may be reached as a Basix is: by Basic authorisation, or by a token in the query.</summary>
internal sealed record AcceptsBasixCredentials;
