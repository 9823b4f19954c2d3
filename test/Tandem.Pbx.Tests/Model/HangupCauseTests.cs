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
    [InlineData(302, "moved_temporarily")]
    [InlineData(401, "forbidden")]
    [InlineData(415, "incompatible_destination")]
    [InlineData(606, "incompatible_destination")]
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
    [InlineData(3, "unallocated_number")]
    [InlineData(47, "service_unavailable")]
    [InlineData(111, "server_error")]
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

    [Fact]
    public void Every_cause_is_told_by_its_status_or_shares_that_with_the_one_that_is() =>
        Assert.All(HangupCause.All, cause => Assert.Equal(cause.SipStatus, HangupCause.FromSipStatus(cause.SipStatus).SipStatus));

    // The names that programs of the field know, and their status (reference 2.7).
    [Theory]
    [InlineData("PAYMENT_REQUIRED", 402)]
    [InlineData("OUTGOING_CALL_BARRED", 403)]
    [InlineData("USER_GONE", 410)]
    [InlineData("CALL_DOES_NOT_EXIST", 481)]
    [InlineData("INVALID_NUMBER_FORMAT", 484)]
    [InlineData("USER_NOT_REGISTERED", 487)]
    [InlineData("BLIND_TRANSFER", 487)]
    [InlineData("PICKED_OFF", 487)]
    [InlineData("DESTINATION_OUT_OF_ORDER", 502)]
    [InlineData("MESSAGE_TOO_LARGE", 513)]
    [InlineData("BUSY_EVERYWHERE", 600)]
    [InlineData("UNWANTED", 607)]
    [InlineData("REJECTED", 608)]
    public void A_name_of_the_field_says_its_status(string name, int status) => Assert.Equal(status, HangupCause.FromName(name)!.SipStatus);
}
