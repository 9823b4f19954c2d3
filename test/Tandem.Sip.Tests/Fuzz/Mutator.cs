namespace Tandem.Sip.Tests.Fuzz;

/// <summary>Spoils good input: bytes changed, pieces cut out, doubled or taken from another input, delimiters put in.</summary>
internal static class Mutator
{
    private static readonly byte[] Delimiters = [.. "\r\n \t:;,<>\"\\=%@[]?*/&+-.()0"u8, 0, 0x7f, 0xc3, 0xff];

    public static byte[] Mutate(byte[] good, byte[] other, Random random)
    {
        var data = (byte[])good.Clone();
        for (var n = random.Next(1, 6); n > 0 && data.Length > 2; n--)
        {
            var at = random.Next(data.Length);
            switch (random.Next(5))
            {
                case 0:
                    data[at] = (byte)random.Next(256);
                    break;
                case 1:
                    data = [.. data[..at], .. data[Math.Min(data.Length, at + random.Next(1, 40))..]];
                    break;
                case 2:
                    data[at] = Delimiters[random.Next(Delimiters.Length)];
                    break;
                case 3 when other.Length > 1:
                    var from = random.Next(other.Length);
                    data = [.. data[..at], .. other[from..Math.Min(other.Length, from + random.Next(1, 40))], .. data[at..]];
                    break;
                default:
                    var to = Math.Min(data.Length, at + random.Next(1, 60));
                    data = [.. data[..to], .. data[at..]];
                    break;
            }
        }
        return data;
    }
}
