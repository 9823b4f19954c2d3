using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Live.Directory;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>Extensions and trunks, their states and phones.</summary>
internal sealed partial class LiveModel
{
    private const int MaxDevices = 65_536;
    private readonly Dictionary<string, AsteriskExtension> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AsteriskTrunk> _trunks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AsteriskTrunk> _trunksByContact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AsteriskTrunk> _trunksByRegistration = new(StringComparer.Ordinal);

    /// <summary>Devices and interfaces by their names, which come again and again; and whether each is a phone.</summary>
    private readonly Dictionary<string, (DeviceName Name, bool IsPhone)> _devices = new(StringComparer.Ordinal);

    /// <summary>The numbers of the extensions that are known.</summary>
    public IEnumerable<string> ExtensionNumbers => _extensions.Keys;

    private bool IsTrunk(string resource) => _trunkNames.Contains(resource) || !IsNumber(resource);

    private static bool IsNumber(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Those of which only the lists have been read.</summary>
    public IEnumerable<string> ExtensionsWithoutDetails =>
        _extensions.Values.Where(extension => extension is { HasDetails: false, Contacts.Count: > 0 }).Select(extension => extension.Number);

    private (DeviceName Name, bool IsPhone) Device(string name)
    {
        if (!_devices.TryGetValue(name, out var device))
        {
            if (_devices.Count == MaxDevices)
            {
                _devices.Clear();
            }
            var read = DeviceName.OfInterface(name);
            device = (read, DeviceStates.IsPhone(read.Technology));
            _devices.Add(name, device);
        }
        return device;
    }

    /// <summary>Whether a hint watches a phone first of all, and no device that shows do not disturb, which says nothing of the phone.</summary>
    private bool IsPhoneHint(string hint)
    {
        var end = hint.AsSpan().IndexOfAny('&', ',');
        return (end < 0 || !hint.Contains("Custom:", StringComparison.OrdinalIgnoreCase)) && Device(end < 0 ? hint : hint[..end]).IsPhone;
    }

    private AsteriskExtension Extension(string number)
    {
        if (!_extensions.TryGetValue(number, out var extension))
        {
            extension = new AsteriskExtension(number, Id(number), Domain) { Generation = _generation };
            _extensions.Add(number, extension);
            Mark(extension);
        }
        return extension;
    }

    private AsteriskTrunk Trunk(string name)
    {
        if (!_trunks.TryGetValue(name, out var trunk))
        {
            trunk = new AsteriskTrunk(name, Id(name), Domain) { Generation = _generation };
            _trunks.Add(name, trunk);
            Mark(trunk);
        }
        return trunk;
    }

    private void OnExtensionStatus(AmiBlock block)
    {
        ReadExtensionStatus(block);
        Commit(ChangeKind.ExtensionChanged);
    }

    private void ReadExtensionStatus(AmiBlock block)
    {
        if (Text(block, "Exten"u8) is not { } number || !block.TryGetInt32("Status"u8, out var bits) || Text(block, "Hint"u8) is not { } hint
            || (_contexts.Count > 0 && !_contexts.Contains(Text(block, "Context"u8) ?? "")))
        {
            return;
        }

        if (IsTrunk(number) || !IsPhoneHint(hint))
        {
            return;
        }
        var extension = Extension(number);
        var status = DeviceStates.FromBits(bits);
        extension.Generation = _generation;
        if (extension.HintStatus != status || extension.Context is null)
        {
            extension.HintStatus = status;
            extension.Context ??= Text(block, "Context"u8);
            Mark(extension);
        }
    }

    private void OnDeviceState(AmiBlock block)
    {
        ReadDeviceState(block);
        Commit(ChangeKind.ExtensionChanged);
    }

    private void ReadDeviceState(AmiBlock block)
    {
        if (Text(block, "Device"u8) is not { } name || Text(block, "State"u8) is not { } state)
        {
            return;
        }
        var prefix = _options.Families.DoNotDisturbDevice;
        if (prefix.Length > 0 && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            if (_extensions.TryGetValue(name[prefix.Length..], out var disturbed))
            {
                disturbed.DoNotDisturb = state is not ("NOT_INUSE" or "UNKNOWN" or "INVALID");
                Mark(disturbed);
            }
            return;
        }
        var device = Device(name);
        if (device.IsPhone)
        {
            SetDeviceStatus(device.Name.Resource, DeviceStates.FromText(state));
        }
    }

    private void SetDeviceStatus(string resource, ExtensionStatus status)
    {
        if (IsTrunk(resource))
        {
            var trunk = Trunk(resource);
            trunk.Generation = _generation;
            trunk.Status = status == ExtensionStatus.Offline ? TrunkStatus.Offline : TrunkStatus.Online;
            Mark(trunk);
            return;
        }
        var extension = Extension(resource);
        extension.Generation = _generation;
        if (extension.DeviceStatus != status)
        {
            extension.DeviceStatus = status;
            Mark(extension);
        }
    }

    private void OnContactStatus(AmiBlock block)
    {
        if ((Text(block, "EndpointName"u8) ?? Text(block, "AOR"u8)) is not { } endpoint || Text(block, "URI"u8) is not { } uri || IsTrunk(endpoint))
        {
            return;
        }
        var extension = Extension(endpoint);
        var contact = ContactUri.Read(uri);
        var known = extension.Contacts.FirstOrDefault(item => item.Address == contact.Address && item.Port == contact.Port);
        var isRemoved = block["ContactStatus"u8].SequenceEqual("Removed"u8);
        if (isRemoved == (known is not null))
        {
            extension.Contacts = isRemoved ? extension.Contacts.RemoveAll(item => item == known) : extension.Contacts.Add(contact);
            Mark(extension);
        }
        Commit(isRemoved ? ChangeKind.Unregistered : ChangeKind.Registered);
    }

    private void OnPeerStatus(AmiBlock block)
    {
        if (Text(block, "Peer"u8) is not { } peer || Text(block, "PeerStatus"u8) is not { } status)
        {
            return;
        }
        var device = DeviceName.OfInterface(peer);
        var isThere = status is "Registered" or "Reachable" or "Lagged";
        if (IsTrunk(device.Resource))
        {
            SetDeviceStatus(device.Resource, isThere ? ExtensionStatus.Online : ExtensionStatus.Offline);
            Commit(ChangeKind.TrunkChanged);
            return;
        }

        // What a phone does is told by its device state; only the drivers without one need this.
        var extension = Extension(device.Resource);
        if (device.Technology != "PJSIP" && (!isThere || extension.DeviceStatus is null or ExtensionStatus.Offline))
        {
            SetDeviceStatus(device.Resource, isThere ? ExtensionStatus.Online : ExtensionStatus.Offline);
        }
        Commit(isThere ? ChangeKind.Registered : ChangeKind.Unregistered);
    }

    private void OnRegistry(AmiBlock block)
    {
        var user = Text(block, "Username"u8);
        if (Text(block, "Domain"u8) is not { } server || DeviceStates.Registration(Text(block, "Status"u8)) is not { } status)
        {
            return;
        }
        var key = $"{user}|{server}";
        if (!_trunksByRegistration.TryGetValue(key, out var trunk))
        {
            trunk = _trunksByContact.GetValueOrDefault(server) ?? Trunk(server.StartsWith("sip:", StringComparison.Ordinal) ? server[4..] : server);
            _trunksByRegistration.Add(key, trunk);
        }
        trunk.Registration = status;
        Mark(trunk);
        Commit(ChangeKind.TrunkChanged);
    }
}
