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
}
