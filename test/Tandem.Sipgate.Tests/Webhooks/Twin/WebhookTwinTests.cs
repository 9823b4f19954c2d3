using System.Xml;
using System.Xml.Linq;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks.Twin;

/// <summary>Each response, compared with what sipgate's own library writes.</summary>
public class WebhookTwinTests
{
    [NpmFact]
    public async Task EachResponse_IsThatOfTheOriginal()
    {
        var hook = new Uri("https://example.com/hook");
        await using var sounds = await SoundServer.StartAsync(WaveFile.Make());
        var followed = new WebhookFollowUps { OnAnswer = hook, OnHangUp = hook, OnData = hook };

        var theirs = await NpmTwin.AnswersAsync(hook.AbsoluteUri, sounds.Sound);

        foreach (var (name, response) in Responses(sounds.Sound))
        {
            AssertSame(theirs[name], response.ToXml(new WebhookFollowUps { OnData = hook }), name);
            AssertSame(theirs[$"{name}, followed"], response.ToXml(followed), name);
        }
        Assert.Equal(theirs.Count, 2 * Responses(sounds.Sound).Count);
    }

    [NpmFact]
    public async Task TheOriginalsDefects_AreNotOurs()
    {
        var hook = new Uri("https://example.com/hook?a=1&b=2");
        await using var sounds = await SoundServer.StartAsync(WaveFile.Make());

        var theirs = await NpmTwin.AnswersAsync(hook.AbsoluteUri, sounds.Sound);

        // An ampersand in an attribute is not escaped: what they write is no XML.
        Assert.Throws<XmlException>(() => XElement.Parse(theirs["gather"]));
        Assert.Equal(hook.AbsoluteUri, (string?)XElement.Parse(WebhookResponse.Gather(new GatherOptions { OnData = hook }).ToXml()).Element("Gather")!.Attribute("onData"));

        // What was left out is a word.
        Assert.Contains("anonymous=\"undefined\"", theirs["redirectPlain"], StringComparison.Ordinal);
        Assert.DoesNotContain("anonymous", WebhookResponse.Redirect("4915799912345").ToXml(), StringComparison.Ordinal);
    }

    private static Dictionary<string, WebhookResponse> Responses(Uri sound) => new()
    {
        ["nothing"] = WebhookResponse.Continue,
        ["redirect"] = WebhookResponse.Redirect(
            new RedirectOptions { Numbers = ["+4915799912345", "+492111234567"], Anonymous = true, CallerId = "+492111234567" }),
        ["redirectShown"] = WebhookResponse.Redirect(new RedirectOptions { Numbers = ["+4915799912345"], Anonymous = false }),
        ["redirectPlain"] = WebhookResponse.Redirect("+4915799912345"),
        ["voicemail"] = WebhookResponse.SendToVoicemail(),
        ["busy"] = WebhookResponse.Reject(RejectReason.Busy),
        ["rejected"] = WebhookResponse.Reject(),
        ["hangUp"] = WebhookResponse.HangUp(),
        ["play"] = WebhookResponse.Play(sound),
        ["gather"] = WebhookResponse.Gather(new GatherOptions { MaxDigits = 3, Timeout = TimeSpan.FromSeconds(10) }),
        ["gatherPlay"] = WebhookResponse.Gather(new GatherOptions { Announcement = sound }),
    };

    private static void AssertSame(string theirs, string ours, string name)
    {
        var expected = XElement.Parse(theirs);
        expected.Descendants("Dial").Attributes("anonymous").Where(attribute => attribute.Value == "undefined").Remove();

        Assert.True(XNode.DeepEquals(Plain(expected), Plain(XElement.Parse(ours))), $"{name}: {theirs} is not {ours}");
    }

    // <A/> and <A></A> are one.
    private static XElement Plain(XElement element) => new(
        element.Name, element.Attributes(), element.HasElements ? element.Elements().Select(Plain) : element.Value);
}
