using Tandem.Pbx.Model;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

/// <summary>What routing reads of the model, and what it writes.</summary>
internal sealed partial class ExchangeModel
{
    /// <summary>The legs of an account that are up, those that ring included.</summary>
    public IReadOnlyList<Call> LegsOf(string key) => _legs.TryGetValue(key, out var legs) ? legs : [];

    /// <summary>Accounts that have a leg.</summary>
    public int AccountsWithLegs => _legs.Count;

    /// <summary>An account's extension, with its forwards; null where it was never shown.</summary>
    public Extension? FindExtension(string key) => state.TryGet<Extension>(Id(key), out var extension) ? extension : null;
}
