using Tandem.Switch.Calls.Policy;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private List<CallAllowance>? _allowances;

    /// <summary>Whether the leg counts for an allowance already.</summary>
    internal bool Holds(CallAllowance? allowance) => allowance is not null && _allowances?.Contains(allowance) == true;

    /// <summary>Lets the leg count for an allowance until its end.</summary>
    internal void Hold(CallAllowance? allowance)
    {
        if (allowance is not null && !IsEnded)
        {
            allowance.Take();
            (_allowances ??= []).Add(allowance);
        }
    }

    /// <summary>The leg is over, and counts no more.</summary>
    internal void ReturnAllowances()
    {
        _allowances?.ForEach(allowance => allowance.Return());
        _allowances = null;
    }
}
