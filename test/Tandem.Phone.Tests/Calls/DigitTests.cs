using Tandem.Media.Tones;
using Tandem.Phone.Calls;

namespace Tandem.Phone.Tests.Calls;

/// <summary>Keys, pressed and read.</summary>
public sealed class DigitTests
{
    [Fact]
    public async Task Digits_go_both_ways_in_order()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        outgoing.SendDigits("18*#");
        outgoing.SendDigits("A");
        incoming.SendDigits("90D");

        Assert.Equal("18*#A", await incoming.ReadDigitsAsync(5));
        Assert.Equal("90D", await outgoing.ReadDigitsAsync(3));
    }

    [Fact]
    public async Task Digits_are_encrypted_as_the_voice_is()
    {
        PhoneOptions Encrypt(PhoneOptions options) => options with { Srtp = [Media.Srtp.SrtpProfile.AesCm128HmacSha1Tag80] };
        await using var phones = PhonePair.Create(Encrypt, Encrypt);
        var (outgoing, incoming) = await phones.TalkAsync();
        outgoing.SendDigits("42");

        Assert.Equal("42", await incoming.ReadDigitsAsync(2));
    }

    [Theory]
    [InlineData("1x")]
    [InlineData(" ")]
    public async Task What_is_no_digit_is_not_sent(string digits)
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        Assert.Throws<ArgumentException>(() => outgoing.SendDigits(digits));
        Assert.Throws<ArgumentNullException>(() => outgoing.SendDigits(null!));
        outgoing.SendDigits("5");

        Assert.Equal('5', await incoming.ReadDigitAsync().Soon());
    }

    [Fact]
    public async Task Digits_pressed_before_the_answer_are_not_sent()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        outgoing.SendDigits("1");
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        outgoing.SendDigits("2");

        Assert.Equal('2', await incoming.ReadDigitAsync().Soon());
    }

    [Fact]
    public async Task Digits_pressed_before_the_end_are_read_after_it_and_then_no_more_come()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        outgoing.SendDigits("1");
        Assert.Equal('1', await incoming.ReadDigitAsync().Soon());
        var next = incoming.ReadDigitAsync();
        await outgoing.HangupAsync().Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => next.Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => incoming.ReadDigitAsync().Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => outgoing.ReadDigitAsync().Soon());
    }

    [Fact]
    public async Task A_wait_for_a_digit_may_be_given_up()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        using var patience = new CancellationTokenSource();
        var waiting = incoming.ReadDigitAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        outgoing.SendDigits("7");

        Assert.Equal('7', await incoming.ReadDigitAsync().Soon());
    }

    [Fact]
    public async Task What_plays_goes_on_after_the_digits()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.TalkAsync();
        outgoing.Play(new ToneSource(520));
        outgoing.SendDigits("3");

        Assert.Equal('3', await incoming.ReadDigitAsync().Soon());
        await incoming.HearsAsync(520);
        outgoing.Play(new ToneSource(660));
        await incoming.HearsAsync(660);
    }
}
