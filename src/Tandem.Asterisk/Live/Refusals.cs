using Tandem.Asterisk.Actions;

namespace Tandem.Asterisk.Live;

/// <summary>For actions that Asterisk refuses where there is nothing to tell.</summary>
internal static class Refusals
{
    /// <summary>Waits; a refusal is no fault.</summary>
    public static async Task IgnoreRefusalAsync(this Task<AmiList> list)
    {
        try
        {
            await list.ConfigureAwait(false);
        }
        catch (AmiActionException)
        {
            // There is nothing of it.
        }
    }
}
