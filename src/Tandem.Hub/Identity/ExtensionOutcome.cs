namespace Tandem.Hub.Identity;

/// <summary>What became of a change to an extension.</summary>
internal abstract record ExtensionOutcome
{
    /// <summary>Done.</summary>
    /// <param name="Number">The extension's number.</param>
    /// <param name="Secret">For a new one its SIP password, shown this once; null for a removal.</param>
    public sealed record Done(string Number, string? Secret) : ExtensionOutcome
    {
        /// <inheritdoc/>
        public override string ToString() => $"Done {Number}";
    }

    /// <summary>There is none of that number.</summary>
    public sealed record NotFound : ExtensionOutcome;

    /// <summary>There is one of that number already.</summary>
    public sealed record Exists : ExtensionOutcome;

    /// <summary>It stands in the settings, and so cannot be changed here.</summary>
    /// <param name="Key">The setting's key.</param>
    public sealed record ReadOnly(string Key) : ExtensionOutcome;

    /// <summary>A value is not allowed.</summary>
    /// <param name="Field">The field: number, name or secret.</param>
    /// <param name="Allowed">What is allowed.</param>
    public sealed record Invalid(string Field, string Allowed) : ExtensionOutcome;
}
