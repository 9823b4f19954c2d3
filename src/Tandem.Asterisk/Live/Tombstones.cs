namespace Tandem.Asterisk.Live;

/// <summary>The Uniqueids of channels that ended lately: what still comes about them is late.</summary>
internal sealed class Tombstones
{
    private const int Capacity = 16_384;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool Contains(string uniqueId) => _ids.Contains(uniqueId);

    public void Add(string uniqueId)
    {
        if (!_ids.Add(uniqueId))
        {
            return;
        }
        _order.Enqueue(uniqueId);
        if (_order.Count > Capacity)
        {
            _ids.Remove(_order.Dequeue());
        }
    }
}
