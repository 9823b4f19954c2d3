using System.Globalization;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Tests.Transactions;

public class RandomHexTests
{
    [Fact]
    public void No_tag_or_call_id_comes_twice_on_any_thread()
    {
        var all = new string[8][];
        var threads = Enumerable.Range(0, all.Length).Select(number => new Thread(() =>
            all[number] = [.. Enumerable.Range(0, 2_000).Select(index => index % 2 == 0 ? SipStack.NewTag() : SipStack.NewCallId()[..16])])).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(16_000, all.SelectMany(texts => texts).Distinct().Count());
    }

    [Fact]
    public void Each_bit_is_as_often_set_as_not()
    {
        const int Count = 4_000;
        var set = new int[64];
        for (var i = 0; i < Count; i++)
        {
            var value = ulong.Parse(SipStack.NewTag(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var bit = 0; bit < 64; bit++)
            {
                set[bit] += (int)((value >> bit) & 1);
            }
        }

        // Eight standard deviations of a fair coin: 1 of 10^13 runs would fail by chance.
        Assert.All(set, count => Assert.InRange(count, (Count / 2) - 253, (Count / 2) + 253));
    }

    [Fact]
    public void A_prefix_comes_first_and_digits_follow()
    {
        var text = RandomHex.Next(Via.MagicCookie, 10);

        Assert.StartsWith(Via.MagicCookie, text);
        Assert.Equal(20, text.Length - Via.MagicCookie.Length);
        Assert.All(text[Via.MagicCookie.Length..], digit => Assert.Contains(digit, "0123456789abcdef"));
    }
}
