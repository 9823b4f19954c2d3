namespace Tandem.Sipgate.Webhooks;

/// <summary>A body is not that of a webhook.</summary>
public sealed class WebhookFormatException : FormatException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What is wrong, without what a stranger wrote.</param>
    public WebhookFormatException(string message)
        : base(message)
    {
    }
}
