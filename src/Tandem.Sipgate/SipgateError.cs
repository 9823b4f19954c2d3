namespace Tandem.Sipgate;

/// <summary>One fault that sipgate lists in the body of a refusal.</summary>
/// <param name="Title">What it is; may be empty.</param>
/// <param name="Detail">More of it; null for none.</param>
/// <param name="Pointer">The field of the request, as a JSON pointer (RFC 6901); null where it is not told.</param>
public sealed record SipgateError(string Title, string? Detail, string? Pointer);
