using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>Of extensions and what people set at them, whoever set it: a phone's key, the dialplan, or a command of ours.</summary>
public abstract partial record LiveEvent
{
    /// <summary>An extension or one of its calls changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The extension as it is now.</param>
    public sealed record ExtensionChanged(DateTimeOffset At, Extension Extension) : LiveEvent(At);

    /// <summary>Do not disturb was switched.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The number of the extension.</param>
    /// <param name="Enabled">Whether it is on now.</param>
    public sealed record DoNotDisturbChanged(DateTimeOffset At, string Extension, bool Enabled) : LiveEvent(At);

    /// <summary>The forward of every call to a number changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The number of the extension.</param>
    /// <param name="To">The number; <see langword="null"/> means off.</param>
    public sealed record ForwardAlwaysChanged(DateTimeOffset At, string Extension, string? To) : LiveEvent(At);

    /// <summary>The forward to a number while busy changed.</summary>
    /// <inheritdoc cref="ForwardAlwaysChanged" path="/param"/>
    public sealed record ForwardBusyChanged(DateTimeOffset At, string Extension, string? To) : LiveEvent(At);

    /// <summary>The forward to a number when nobody answers changed.</summary>
    /// <inheritdoc cref="ForwardAlwaysChanged" path="/param"/>
    public sealed record ForwardUnavailableChanged(DateTimeOffset At, string Extension, string? To) : LiveEvent(At);

    /// <summary>The forward of every call to voicemail changed.</summary>
    /// <param name="At">When.</param>
    /// <param name="Extension">The number of the extension.</param>
    /// <param name="Mailbox">The mailbox; <see langword="null"/> means off.</param>
    public sealed record VoicemailAlwaysChanged(DateTimeOffset At, string Extension, string? Mailbox) : LiveEvent(At);

    /// <summary>The forward to voicemail while busy changed.</summary>
    /// <inheritdoc cref="VoicemailAlwaysChanged" path="/param"/>
    public sealed record VoicemailBusyChanged(DateTimeOffset At, string Extension, string? Mailbox) : LiveEvent(At);

    /// <summary>The forward to voicemail when nobody answers changed.</summary>
    /// <inheritdoc cref="VoicemailAlwaysChanged" path="/param"/>
    public sealed record VoicemailUnavailableChanged(DateTimeOffset At, string Extension, string? Mailbox) : LiveEvent(At);
}
