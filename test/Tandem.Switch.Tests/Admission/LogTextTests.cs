using Tandem.Switch.Admission;

namespace Tandem.Switch.Tests.Admission;

public sealed class LogTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("101", "101")]
    [InlineData("101\r\n2026-01-01 forged", "101??2026-01-01 forged")]
    [InlineData("\u001b[31mred", "?[31mred")]
    public void A_stranger_forges_no_lines(string? text, string? logged) => Assert.Equal(logged, LogText.Of(text));

    [Fact]
    public void A_stranger_fills_no_lines() => Assert.Equal(67, LogText.Of(new string('x', 8000))!.Length);
}
