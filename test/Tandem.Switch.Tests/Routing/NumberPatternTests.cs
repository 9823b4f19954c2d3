using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Routing;

public sealed class NumberPatternTests
{
    [Theory]
    [InlineData("600", "600", true)]
    [InlineData("600", "6000", false)]
    [InlineData("6XX", "642", true)]
    [InlineData("6XX", "64", false)]
    [InlineData("6XX", "6a2", false)]
    [InlineData("[2-5]0", "30", true)]
    [InlineData("[2-5]0", "60", false)]
    [InlineData("[137]", "3", true)]
    [InlineData("[137]", "2", false)]
    [InlineData("00.", "0049", true)]
    [InlineData("00.", "00", false)]
    [InlineData("+49XX.", "+49891", true)]
    [InlineData("*97", "*97", true)]
    [InlineData("regex:[0-9]{3}", "123", true)]
    [InlineData("regex:[0-9]{3}", "1234", false)]
    [InlineData("regex:a|b", "ab", false)]
    public void A_pattern_matches_whole_numbers(string pattern, string number, bool matches) =>
        Assert.Equal(matches, NumberPattern.Parse(pattern).Matches(number));

    [Theory]
    [InlineData("", "1 to 128")]
    [InlineData("1.2", "position 2")]
    [InlineData(".", "position 1")]
    [InlineData("6[", "position 2")]
    [InlineData("6[a-z]", "position 2")]
    [InlineData("6 0", "position 2")]
    [InlineData("regex:(", "regex:(")]
    public void A_wrong_pattern_says_what_is_wrong_and_where(string pattern, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => NumberPattern.Parse(pattern)).Message);
}
