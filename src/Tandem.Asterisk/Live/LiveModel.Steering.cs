using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Live.Steering;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>What commands ask of the model: how Asterisk itself names what people name by the ids of objects.</summary>
internal sealed partial class LiveModel
{
    /// <summary>A channel as Asterisk names it now; null when it is not there.</summary>
    public SteeredChannel? Steered(ObjectId id) => _channels.TryGetValue(id.LocalId, out var channel) ? Steered(channel) : null;

    /// <summary>The channel that is parked in a slot; null when there is none.</summary>
    public SteeredChannel? SteeredParked(ObjectId id) =>
        _channels.Values.FirstOrDefault(channel => channel.ShownParking == id) is { } parked ? Steered(parked) : null;

    /// <summary>What is dialled to ring the phones of an extension.</summary>
    /// <param name="number">The extension.</param>
    /// <param name="context">Where it is looked up when nobody told of its device.</param>
    public string DeviceOf(string number, string context) =>
        _extensions.TryGetValue(number, out var extension) && extension.Technology is { } technology ? $"{technology}/{number}" : $"Local/{number}@{context}";

    /// <summary>Whether a number is an extension here.</summary>
    public bool IsExtension(string number) => _extensions.ContainsKey(number);

    /// <summary>How a queue names a member; null when the extension is none.</summary>
    public string? InterfaceOf(ObjectId member) => _interfaces.GetValueOrDefault(member);

    /// <summary>Takes in a setting that was written to AstDB, of which no event tells.</summary>
    /// <param name="family">The family.</param>
    /// <param name="number">The extension.</param>
    /// <param name="value">The value; null when it was deleted.</param>
    public void TakeSetting(string family, string number, string? value)
    {
        _now = _clock.GetUtcNow();
        SetDatabaseValue(family, number, value);
        Commit(ChangeKind.ExtensionChanged);
    }

    private static SteeredChannel Steered(AsteriskChannel channel)
    {
        var partners = channel.Partners();
        return new SteeredChannel(
            channel.Id,
            channel.UniqueId,
            channel.Name,
            channel.Extension?.Number,
            channel.Self.Number ?? "",
            channel.Room,
            [.. partners.Select(partner => new SteeredPartner(partner.UniqueId, partner.Name, partner.Self.Number ?? ""))]);
    }
}
