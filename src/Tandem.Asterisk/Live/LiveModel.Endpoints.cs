using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>Items of lists about endpoints, peers, contacts and registrations.</summary>
internal sealed partial class LiveModel
{
    private void ReadEndpoint(AmiBlock block)
    {
        if (Text(block, "ObjectName"u8) is not { } name || Text(block, "DeviceState"u8) is not { } state)
        {
            return;
        }
        SetDeviceStatus(name, DeviceStates.FromText(state));
        if (!IsTrunk(name))
        {
            SetTechnology(name, "PJSIP");
            return;
        }
        Trunk(name).Technology = "PJSIP";
        foreach (var contact in (Text(block, "Contacts"u8) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var trunk = Trunk(name);
            var uri = contact[(contact.IndexOf('/') + 1)..];
            _trunksByContact[uri] = trunk;
            trunk.Address = uri;
        }
    }

    // An extension that two drivers know is rung by the newer one.
    private void SetTechnology(string number, string technology)
    {
        if (_extensions.TryGetValue(number, out var extension))
        {
            extension.Technology = technology;
        }
    }

    private void ReadContact(AmiBlock block)
    {
        if (Text(block, "Endpoint"u8) is not { } endpoint || IsTrunk(endpoint) || Text(block, "Uri"u8) is not { } uri)
        {
            return;
        }
        var extension = Extension(endpoint);
        if (_contactsRead.Add(endpoint))
        {
            extension.Contacts = [];
        }
        extension.Contacts = extension.Contacts.Add(ContactUri.Read(uri) with
        {
            UserAgent = Text(block, "UserAgent"u8),
            ExpiresAt = block.TryGetInt64("ExpirationTime"u8, out var expires) && expires > 0 ? DateTimeOffset.FromUnixTimeSeconds(expires) : null,
            Codecs = extension.Codecs,
        });
        Mark(extension);
    }

    private void ReadPeer(AmiBlock block)
    {
        if (Text(block, "ObjectName"u8) is not { } full)
        {
            return;
        }
        var slash = full.IndexOf('/');
        var name = slash < 0 ? full : full[..slash];
        var status = Text(block, "Status"u8) ?? "";
        var address = Text(block, "IPaddress"u8);
        var isThere = status.StartsWith("OK", StringComparison.Ordinal) || status.StartsWith("LAGGED", StringComparison.OrdinalIgnoreCase)
            || (status == "Unmonitored" && address is not null);

        // Nobody asks an unmonitored peer how it is; a call shows more than the list.
        if (!_extensions.TryGetValue(name, out var known) || known.DeviceStatus is null or ExtensionStatus.Online or ExtensionStatus.Offline)
        {
            SetDeviceStatus(name, isThere ? ExtensionStatus.Online : ExtensionStatus.Offline);
        }
        int? port = block.TryGetInt32("IPport"u8, out var number) && number is > 0 and <= 65_535 ? number : null;
        if (IsTrunk(name))
        {
            var trunk = Trunk(name);
            trunk.Address = port is null ? address : $"{address}:{port}";
            trunk.Technology ??= Text(block, "Channeltype"u8);
        }
        else
        {
            var extension = Extension(name);
            extension.Technology ??= Text(block, "Channeltype"u8);
            extension.Contacts = address is null ? [] : [new ExtensionContact { Address = address, Port = port }];
            extension.Generation = _generation;
        }
    }

    private void ReadRegistration(AmiBlock block)
    {
        var isPjsip = Text(block, "ServerUri"u8) is not null;
        var server = isPjsip ? Text(block, "ServerUri"u8) : Text(block, "Domain"u8) ?? Text(block, "Host"u8);
        var user = isPjsip ? Text(block, "ClientUri"u8) : Text(block, "Username"u8);
        var name = Text(block, "ObjectName"u8) ?? server;
        if (server is null || name is null)
        {
            return;
        }
        var trunk = _trunksByContact.GetValueOrDefault(server) ?? _trunks.GetValueOrDefault(name) ?? Trunk(name);
        trunk.Generation = _generation;
        trunk.Registration = DeviceStates.Registration(Text(block, "Status"u8) ?? Text(block, "State"u8)) ?? trunk.Registration;
        trunk.Address ??= server;
        _trunksByRegistration[$"{user}|{server}"] = trunk;
        Mark(trunk);
    }

    private void ReadEndpointDetail(AmiBlock block)
    {
        if (Text(block, "ObjectName"u8) is not { } name || IsTrunk(name) || !_extensions.TryGetValue(name, out var extension))
        {
            return;
        }
        extension.HasDetails = true;
        extension.Context = Text(block, "Context"u8) ?? extension.Context;
        extension.Name = NameIn(Text(block, "Callerid"u8)) ?? extension.Name;
        var codecs = (Text(block, "Allow"u8) ?? "").Trim('(', ')').Split(['|', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        extension.Codecs = [.. codecs];
        extension.Contacts = [.. extension.Contacts.Select(contact => contact with { Codecs = extension.Codecs })];
        Mark(extension);
    }

    private static string? NameIn(string? callerId)
    {
        var end = callerId?.IndexOf('<') ?? -1;
        var name = end < 0 ? null : callerId![..end].Trim().Trim('"');
        return string.IsNullOrEmpty(name) ? null : name;
    }
}
