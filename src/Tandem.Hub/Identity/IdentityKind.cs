namespace Tandem.Hub.Identity;

/// <summary>The kinds of things that have a small integer of their own in each domain.</summary>
internal enum IdentityKind
{
    /// <summary>A domain; counted over all.</summary>
    Domain,

    /// <summary>A user.</summary>
    User,

    /// <summary>A group of users.</summary>
    Group,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A device (SIP account).</summary>
    Device,

    /// <summary>A token.</summary>
    Token,
}
