using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Source;

namespace Tandem.Hub.Configuration;

/// <summary>One account of sipgate that is joined.</summary>
/// <param name="Source">The account as a source.</param>
/// <param name="WebhookPath">Where its webhooks come to.</param>
/// <param name="Webhook">What is checked of them.</param>
public sealed record SipgateAccount(SipgatePbxOptions Source, string WebhookPath, SipgateWebhookOptions Webhook);
