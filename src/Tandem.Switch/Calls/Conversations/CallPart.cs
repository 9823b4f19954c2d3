namespace Tandem.Switch.Calls.Conversations;

/// <summary>
/// Legs that belong together: they talk with one another, ring for one another, or are in one transfer. Of a conversation that has come apart
/// each part goes on by itself.
/// </summary>
internal static class CallPart
{
    /// <summary>A leg and those that belong together with it.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="leaving">Legs that are about to end, and belong to nobody any more.</param>
    public static List<Call> Of(Call leg, IReadOnlyList<Call> leaving)
    {
        List<Call> part = [leg];
        for (var next = 0; next < part.Count; next++)
        {
            foreach (var tied in part[next].Ties)
            {
                if (!tied.IsEnded && !part.Contains(tied) && !leaving.Contains(tied))
                {
                    part.Add(tied);
                }
            }
        }
        return part;
    }

    /// <summary>Adds the parts of further legs to those that are known. Who rings for somebody is tied, also where that one does not know.</summary>
    public static void AddPartsOf(IEnumerable<Call> legs, List<List<Call>> parts, IReadOnlyList<Call> leaving)
    {
        foreach (var leg in legs)
        {
            if (parts.Exists(part => part.Contains(leg)))
            {
                continue;
            }
            var own = Of(leg, leaving);
            if (parts.Find(part => part.Exists(own.Contains)) is { } known)
            {
                known.AddRange(own.Except(known).ToArray());
            }
            else
            {
                parts.Add(own);
            }
        }
    }
}
