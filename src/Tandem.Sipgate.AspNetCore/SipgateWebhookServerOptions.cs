namespace Tandem.Sipgate.AspNetCore;

/// <summary>Settings of a <see cref="SipgateWebhookServer"/>.</summary>
public sealed record SipgateWebhookServerOptions
{
    /// <summary>The port that is listened on, 0 to 65,535; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The name or address that is listened on: <c>localhost</c>, the default, is 127.0.0.1; <c>*</c> is every address of the machine.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>The path that webhooks come to. Default null: that of the public URL, or <c>/</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Where sipgate reaches this server, and what is checked.</summary>
    public SipgateWebhookOptions Webhook { get; init; } = new();
}
