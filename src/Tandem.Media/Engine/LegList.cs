namespace Tandem.Media.Engine;

/// <summary>Legs in no particular order. Each knows its place, so that it comes and goes in one step however many there are.</summary>
/// <param name="placeOf">Where a leg keeps its place on this list; -1 while it is not on it.</param>
internal sealed class LegList(LegList.PlaceOf placeOf)
{
    private readonly List<MediaLeg> _legs = [];

    public delegate ref int PlaceOf(MediaLeg leg);

    public int Count => _legs.Count;

    public MediaLeg this[int index] => _legs[index];

    /// <summary>Takes a leg in; one that is here already is left alone.</summary>
    public void Add(MediaLeg leg)
    {
        ref int place = ref placeOf(leg);
        if (place >= 0)
            return;
        place = _legs.Count;
        _legs.Add(leg);
    }

    /// <summary>Lets a leg go, whose place the last one takes; one that is not here is left alone.</summary>
    public void Remove(MediaLeg leg)
    {
        ref int place = ref placeOf(leg);
        if (place < 0)
            return;
        MediaLeg last = _legs[^1];
        _legs[place] = last;
        placeOf(last) = place;
        _legs.RemoveAt(_legs.Count - 1);
        place = -1;
    }
}
