using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Asterisk.Testing;

/// <summary>Settings of a <see cref="FakeAsterisk"/>.</summary>
public sealed record FakeAsteriskOptions
{
    /// <summary>The address that it listens on; default loopback.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Its port; 0, the default, for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Its first line; default that of an Asterisk 20.</summary>
    public string Banner { get; init; } = "Asterisk Call Manager/9.0.0";

    /// <summary>The user; default <c>admin</c>.</summary>
    public string Username { get; init; } = "admin";

    /// <summary>The user's secret; default <c>s3cret</c>.</summary>
    public string Secret { get; init; } = "s3cret";

    /// <summary>Whether FullyBooted follows the login, as for a user with the class <c>system</c>; default yes.</summary>
    public bool SendsFullyBooted { get; init; } = true;

    /// <summary>Whether it answers as before Asterisk 14: lists without EventList, the output of commands as raw text; default no.</summary>
    public bool IsOld { get; init; }

    /// <summary>Its certificate with the private key, for TLS; null, the default, for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether it asks for a client's certificate, and takes no client without; default no.</summary>
    public bool RequiresClientCertificate { get; init; }

    /// <summary>Its clock, for durations in lists; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
