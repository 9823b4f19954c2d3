using Tandem.Media.Dtmf;

namespace Tandem.Media.Tests.Dtmf;

public class TelephoneEventTests
{
    [Fact]
    public void TheLayoutIsThatOfTheStandard()
    {
        byte[] payload = new byte[4];
        new TelephoneEvent(11, true, 13, 0x0780).Write(payload);
        Assert.Equal([11, 0x8D, 0x07, 0x80], payload);
        Assert.True(TelephoneEvent.TryParse(payload, out TelephoneEvent read));
        Assert.Equal(new TelephoneEvent(11, true, 13, 0x0780), read);
    }

    [Fact]
    public void AShortPayloadIsRefused() => Assert.False(TelephoneEvent.TryParse(new byte[3], out _));

    [Fact]
    public void EveryDigitHasItsCode()
    {
        const string Digits = "0123456789*#ABCDF";
        for (int i = 0; i < Digits.Length; i++)
        {
            Assert.True(TelephoneEvent.TryGetCode(Digits[i], out byte code));
            Assert.Equal(i, code);
            Assert.Equal(Digits[i], new TelephoneEvent(code, false, 0, 0).Digit);
        }

        Assert.False(TelephoneEvent.TryGetCode('E', out _));
        Assert.Null(new TelephoneEvent(17, false, 0, 0).Digit);
    }
}
