using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sipgate.Devices;

namespace Tandem.Sipgate.Source;

/// <summary>The extensions of an account: its devices and the phone lines that ring them, from which calls can be made.</summary>
internal sealed class SipgateDirectory(SipgateClient client, string source, string domain)
{
    private HashSet<ObjectId> _known = [];

    /// <summary>Asks for the extensions of all users, or of the token's own where it may not see others.</summary>
    public async Task<IReadOnlyList<Extension>> ReadAsync(CancellationToken cancellationToken)
    {
        var extensions = new Dictionary<string, Extension>(StringComparer.Ordinal);
        foreach (var user in await UsersAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var device in await client.Devices.GetAsync(user, cancellationToken).ConfigureAwait(false))
            {
                extensions[device.Id] = Make(device.Id, device.Alias) with
                {
                    Status = device.Dnd ? ExtensionStatus.DoNotDisturb : device.Online ? ExtensionStatus.Online : ExtensionStatus.Offline,
                    DoNotDisturb = device.Dnd,
                };
                foreach (var line in device.ActivePhonelines)
                {
                    extensions[line.Id] = Make(line.Id, line.Alias) with { Status = IsOnline(extensions, line) || device.Online ? ExtensionStatus.Online : ExtensionStatus.Offline };
                }
            }
        }
        return [.. extensions.Values];
    }

    /// <summary>Puts what was read into the model.</summary>
    public void Apply(PbxWriter writer, IReadOnlyList<Extension> extensions)
    {
        foreach (var extension in extensions)
        {
            writer.Upsert(extension);
        }
        foreach (var gone in _known.Except(extensions.Select(extension => extension.Id)))
        {
            writer.Remove<Extension>(gone);
        }
        _known = [.. extensions.Select(extension => extension.Id)];
    }

    private async Task<IEnumerable<string>> UsersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Users.GetAllAsync(cancellationToken).ConfigureAwait(false)).Select(user => user.Id);
        }
        catch (SipgateForbiddenException)
        {
            return [await client.Users.GetOwnIdAsync(cancellationToken).ConfigureAwait(false)];
        }
    }

    private Extension Make(string number, string name) =>
        new() { Id = new ObjectId(source, number), Domain = domain, Number = number, Name = name.Length > 0 ? name : null };

    private static bool IsOnline(Dictionary<string, Extension> extensions, DeviceRoute line) =>
        extensions.TryGetValue(line.Id, out var known) && known.Status == ExtensionStatus.Online;
}
