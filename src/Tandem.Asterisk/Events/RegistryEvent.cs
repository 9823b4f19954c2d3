using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A registration at another server changed.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record RegistryEvent(AmiMessage Message) : IAmiEvent<RegistryEvent>
{
    /// <summary><c>Registry</c>.</summary>
    public static string EventName => "Registry";

    /// <summary>PJSIP, SIP or IAX2.</summary>
    public string? ChannelType => Message.Text("ChannelType");

    /// <summary>The user registered.</summary>
    public string? Username => Message.Text("Username");

    /// <summary>The server.</summary>
    public string? Domain => Message.Text("Domain");

    /// <summary>Registered, Unregistered, Rejected and others.</summary>
    public string? Status => Message.Text("Status");

    /// <inheritdoc/>
    public static RegistryEvent From(AmiMessage message) => new(message);
}
