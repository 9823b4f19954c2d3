namespace Tandem.Pbx.Model;

/// <summary>A number of the exchange's own that people can call.</summary>
public sealed record Extension : Entity
{
    /// <inheritdoc/>
    public override EntityKind Kind => EntityKind.Extension;

    /// <summary>The number that is dialled (<c>101</c>); unique within the domain.</summary>
    public required string Number { get; init; }

    /// <summary>The name shown.</summary>
    public string? Name { get; init; }

    /// <summary>The user whose extension it is.</summary>
    public DirectoryReference? User { get; init; }

    /// <summary>Whether and how it can be reached now.</summary>
    public ExtensionStatus Status { get; init; }

    /// <summary>Do not disturb is on.</summary>
    public bool DoNotDisturb { get; init; }

    /// <summary>Where every call goes instead.</summary>
    public ForwardTarget? ForwardAlways { get; init; }

    /// <summary>Where calls go while it is busy.</summary>
    public ForwardTarget? ForwardBusy { get; init; }

    /// <summary>Where calls go when nobody answers or no phone is registered.</summary>
    public ForwardTarget? ForwardUnavailable { get; init; }

    /// <summary>The phones registered.</summary>
    public ValueList<ExtensionContact> Contacts { get; init; } = [];

    /// <summary>The source's own grouping of numbers (an Asterisk context).</summary>
    public string? Context { get; init; }

    /// <summary>The source's own name for how its phones are reached (an Asterisk's channel driver: <c>PJSIP</c>), where known.</summary>
    public string? Technology { get; init; }

    /// <summary>The phone's hardware address, where known.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Until when nobody logs in to its account anew, after too many wrong credentials; <see langword="null"/> when that never happened. It stays when it is over.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The conversations that it takes part in.</summary>
    public ValueList<ObjectId> Conversations { get; init; } = [];
}
