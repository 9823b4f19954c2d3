namespace Tandem.Sipgate.Sms;

/// <summary>The body that makes a number the default. sipgate's own library sends text here and not a Boolean.</summary>
internal sealed record DefaultNumberBody(string DefaultNumber);
