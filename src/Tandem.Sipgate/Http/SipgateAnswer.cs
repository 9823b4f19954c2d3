namespace Tandem.Sipgate.Http;

/// <summary>An answer as it came: the body, or why it was refused.</summary>
internal readonly record struct SipgateAnswer(byte[] Body, SipgateFailure? Failure);
