using Tandem.Sipgate.Addresses;
using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Devices;

/// <summary>The devices of users. Needs the scope <c>devices:read</c>.</summary>
public sealed class DeviceModule
{
    private readonly SipgateConnection _connection;

    internal DeviceModule(SipgateConnection connection) => _connection = connection;

    /// <summary>The devices of a user.</summary>
    /// <param name="userId">The user, such as <c>w0</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SipgateValidationException">That is no user's id.</exception>
    public async Task<IReadOnlyList<Device>> GetAsync(string userId, CancellationToken cancellationToken = default)
    {
        Extension.Require(userId, "w", nameof(userId));
        return (await _connection.ReadAsync(SipgateRequest.Get("{user}/devices", ErrorTexts.Plain, userId), DeviceJson.Default.Devices, cancellationToken).ConfigureAwait(false)).Items;
    }
}
