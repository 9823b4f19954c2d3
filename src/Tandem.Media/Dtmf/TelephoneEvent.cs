using System.Buffers.Binary;

namespace Tandem.Media.Dtmf;

/// <summary>The payload of a telephone-event packet (RFC 4733 section 2.3).</summary>
/// <param name="Event">The event code: 0 to 15 are the digits, 16 is flash.</param>
/// <param name="End">Whether the event has ended.</param>
/// <param name="Volume">The level, 0 to 63, in -dBm0.</param>
/// <param name="Duration">The duration so far, in timestamp units.</param>
public readonly record struct TelephoneEvent(byte Event, bool End, byte Volume, ushort Duration)
{
    /// <summary>The length of the payload in bytes.</summary>
    public const int Size = 4;

    private const string Symbols = "0123456789*#ABCDF";
    private const byte EndBit = 0x80;
    private const byte VolumeMask = 0x3F;

    /// <summary>The digit of this event: 0-9 * # A-D, F for flash; <see langword="null"/> for any other event.</summary>
    public char? Digit => Event < Symbols.Length ? Symbols[Event] : null;

    /// <summary>The event code of a digit.</summary>
    /// <param name="digit">0-9 * # A-D, F for flash; lower case too.</param>
    /// <param name="code">The event code.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGetCode(char digit, out byte code)
    {
        int index = Symbols.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal);
        code = (byte)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>Reads a payload; bytes after the first event are ignored.</summary>
    /// <param name="payload">The RTP payload.</param>
    /// <param name="telephoneEvent">The event.</param>
    /// <returns><see langword="false"/> where it is shorter than 4 bytes.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEvent telephoneEvent)
    {
        telephoneEvent = default;
        if (payload.Length < Size)
            return false;
        telephoneEvent = new TelephoneEvent(
            payload[0], (payload[1] & EndBit) != 0, (byte)(payload[1] & VolumeMask), BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    /// <summary>Writes the 4 bytes of the payload.</summary>
    /// <param name="payload">At least 4 bytes.</param>
    public void Write(Span<byte> payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
        payload[1] = (byte)((Volume & VolumeMask) | (End ? EndBit : 0));
        payload[0] = Event;
    }
}
