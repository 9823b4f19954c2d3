namespace Tandem.Media.Engine;

/// <summary>Packet memory of one shard, given out and taken back; grows until the most that was needed at a time, and then allocates no more.</summary>
internal sealed class PacketPool
{
    private readonly Stack<byte[]> _free = new();

    public byte[] Rent() => _free.TryPop(out byte[]? buffer) ? buffer : new byte[PacketBuffer.Size];

    public void Return(byte[] buffer) => _free.Push(buffer);
}
