namespace Tandem.Sipgate.Contacts;

/// <summary>An e-mail address of a contact.</summary>
public sealed record ContactEmail
{
    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>What it is for, such as <c>home</c> and <c>work</c>.</summary>
    public IReadOnlyList<string> Type { get => field ?? []; init; }
}
