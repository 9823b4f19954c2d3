namespace Tandem.Sipgate.Webhooks;

/// <summary>Which way a call goes, as seen from the account.</summary>
public enum WebhookCallDirection
{
    /// <summary>Not told, or by a word that is not known; <see cref="WebhookEvent.Fields"/> has it.</summary>
    Unknown,

    /// <summary>Somebody calls the account (<c>in</c>).</summary>
    Incoming,

    /// <summary>The account calls (<c>out</c>).</summary>
    Outgoing,
}
