using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Live;

/// <summary>
/// Where in Asterisk's own database (AstDB) the dialplan keeps what people set at their phones. The key in each family is the
/// extension's number. The defaults are FreePBX's.
/// </summary>
public sealed record AstDbFamilies
{
    /// <summary>The families of FreePBX and its kin.</summary>
    public static AstDbFamilies Default { get; } = new();

    /// <summary>Do not disturb: any value but an empty one is on. Default <c>DND</c>; empty means that it is not read.</summary>
    public string DoNotDisturb { get; init; } = "DND";

    /// <summary>Where every call goes. Default <c>CF</c>; empty means that it is not read.</summary>
    public string ForwardAlways { get; init; } = "CF";

    /// <summary>Where calls go while the extension is busy. Default <c>CFB</c>; empty means that it is not read.</summary>
    public string ForwardBusy { get; init; } = "CFB";

    /// <summary>Where calls go that nobody answers. Default <c>CFU</c>; empty means that it is not read.</summary>
    public string ForwardUnavailable { get; init; } = "CFU";

    /// <summary>Who is to be called back when an extension is no longer busy, with <c>&amp;</c> between the callers. Default <c>ROB</c>; empty means that there is none.</summary>
    public string RecallOnBusy { get; init; } = "ROB";

    /// <summary>What a forward to voicemail begins with, before the number of the mailbox. Default <c>vmu</c>.</summary>
    public string VoicemailPrefix { get; init; } = "vmu";

    /// <summary>The name of the custom device that shows do not disturb, before the extension's number; compared without regard to case. Default <c>Custom:DND</c>.</summary>
    public string DoNotDisturbDevice { get; init; } = "Custom:DND";

    /// <summary>The mailbox that a forward leads to; <see langword="null"/> when it leads to a number.</summary>
    /// <param name="forward">The forward.</param>
    /// <param name="number">The number of the extension that has it.</param>
    public string? MailboxOf(ForwardTarget forward, string number)
    {
        ArgumentNullException.ThrowIfNull(forward);
        if (forward.Number is not { } target)
        {
            return number;
        }
        return VoicemailPrefix.Length > 0 && target.StartsWith(VoicemailPrefix, StringComparison.OrdinalIgnoreCase) ? target[VoicemailPrefix.Length..] : null;
    }

    /// <summary>The families that are read, each once.</summary>
    internal IEnumerable<string> All =>
        new[] { DoNotDisturb, ForwardAlways, ForwardBusy, ForwardUnavailable }.Where(family => family.Length > 0).Distinct(StringComparer.Ordinal);
}
