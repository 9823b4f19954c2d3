using Tandem.Pbx.Model;

namespace Tandem.Pbx.Tests.Model;

public sealed class HangupCauseTests
{
    [Theory]
    [InlineData(403, "forbidden")]
    [InlineData(404, "unallocated_number")]
    [InlineData(480, "temporarily_unavailable")]
    [InlineData(486, "user_busy")]
    [InlineData(487, "request_terminated")]
    [InlineData(503, "service_unavailable")]
    [InlineData(699, "request_terminated")]
    public void A_sip_status_says_one_cause(int status, string name) => Assert.Equal(name, HangupCause.FromSipStatus(status).Name);

    [Fact]
    public void Names_are_unique_and_found_in_any_case()
    {
        Assert.Equal(HangupCause.All.Count, HangupCause.All.Select(cause => cause.Name).Distinct().Count());
        Assert.All(HangupCause.All, cause => Assert.Same(cause, HangupCause.FromName(cause.Name.ToUpperInvariant())));
        Assert.Null(HangupCause.FromName("nonesuch"));
    }

    [Theory]
    [InlineData(0, "normal_clearing")]
    [InlineData(16, "normal_clearing")]
    [InlineData(17, "user_busy")]
    [InlineData(19, "no_answer")]
    [InlineData(21, "declined")]
    [InlineData(26, "lose_race")]
    [InlineData(34, "service_unavailable")]
    [InlineData(127, "q850_127")]
    public void A_q850_value_says_one_cause(int value, string name) => Assert.Equal(name, HangupCause.FromQ850(value).Name);

    [Fact]
    public void A_cause_that_a_q850_value_says_has_a_known_name_or_keeps_the_value()
    {
        for (var value = 1; value <= 127; value++)
        {
            var cause = HangupCause.FromQ850(value);
            Assert.True(HangupCause.FromName(cause.Name) is not null || cause.Q850 == value, cause.Name);
        }
    }
}
