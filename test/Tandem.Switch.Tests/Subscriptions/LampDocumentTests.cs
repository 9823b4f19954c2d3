using Tandem.Sip.Bodies;
using Tandem.Switch.Subscriptions;

namespace Tandem.Switch.Tests.Subscriptions;

public sealed class LampDocumentTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(9u)]
    [InlineData(10u)]
    [InlineData(4_294_967_294u)]
    public void Only_the_version_differs_from_subscriber_to_subscriber(uint version)
    {
        var document = new LampDocument("sip:102@pbx", [new DialogInfoEntry("version=\"4294967295\"", DialogInfoState.Early) { CallId = "4294967295" }]);
        var body = document.For(version);
        var info = DialogInfo.Parse(body.Content)!;

        Assert.Equal((DialogInfo.ContentType, version, "sip:102@pbx"), (body.ContentType, info.Version, info.Entity));
        Assert.Equal(("version=\"4294967295\"", "4294967295"), (info.Dialogs[0].Id, info.Dialogs[0].CallId));
    }
}
