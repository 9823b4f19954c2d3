using System.Xml.Linq;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

public class WebhookResponseTests
{
    private static readonly Uri Hook = new("https://example.com/hook?a=1&b=<2>");

    [Fact]
    public void Continue_IsAnEmptyResponse() =>
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Response />", WebhookResponse.Continue.ToXml());

    [Fact]
    public void Redirect_TakesOneToFiveNumbers()
    {
        Assert.Equal(["491", "492", "493", "494", "495"], Numbers(WebhookResponse.Redirect("491", "+492", "493", "+494", "495")));
        Assert.Throws<SipgateValidationException>(() => WebhookResponse.Redirect());
        Assert.Throws<SipgateValidationException>(() => WebhookResponse.Redirect("491", "492", "493", "494", "495", "496"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0049211")]
    [InlineData("+49 211")]
    [InlineData("anonymous")]
    [InlineData("49<211>")]
    public void Redirect_RefusesWhatIsNoNumber(string number)
    {
        var fault = Assert.Throws<SipgateValidationException>(() => WebhookResponse.Redirect(number));
        Assert.Equal($"Invalid phone number (please provide number in E.164 format):: {number}", fault.Message);
        Assert.Throws<SipgateValidationException>(() => WebhookResponse.Redirect(new RedirectOptions { Numbers = ["491"], CallerId = number }));
    }

    [Fact]
    public void Redirect_SaysOnlyWhatIsSet()
    {
        var dial = Action(WebhookResponse.Redirect(new RedirectOptions { Numbers = ["4915799912345"], Anonymous = true, CallerId = "+492111234567" }));

        Assert.Equal(("true", "492111234567"), ((string?)dial.Attribute("anonymous"), (string?)dial.Attribute("callerId")));
        Assert.Empty(Action(WebhookResponse.Redirect("49211")).Attributes());
    }

    [Fact]
    public void Addresses_AreEscaped()
    {
        var response = WebhookResponse.Gather(new GatherOptions { Announcement = new("http://example.com/a.wav?x=1&y=\"2\"") });
        var root = XElement.Parse(response.ToXml(new WebhookFollowUps { OnAnswer = Hook, OnHangUp = Hook, OnData = Hook }));

        Assert.Equal([Hook, Hook, Hook], new[] { root.Attribute("onAnswer"), root.Attribute("onHangup"), root.Element("Gather")!.Attribute("onData") }.Select(a => new Uri(a!.Value)));
        Assert.Equal("http://example.com/a.wav?x=1&y=%222%22", root.Descendants("Url").Single().Value);
    }

    [Theory]
    [InlineData(0, 0, "Invalid DTMF maxDigits. The max digits should be equal or greater than 1\nYour maxDigits was: 0")]
    [InlineData(1, -1, "Invalid DTMF timeout. The timeout should be equal or greater than 0\nYour timeout was: -1")]
    public void Gather_RefusesWhatCannotBe(int maxDigits, int timeout, string message)
    {
        var options = new GatherOptions { MaxDigits = maxDigits, Timeout = TimeSpan.FromMilliseconds(timeout) };

        Assert.Equal(message, Assert.Throws<SipgateValidationException>(() => WebhookResponse.Gather(options)).Message.Trim());
    }

    [Fact]
    public void Gather_NeedsAnAddressForTheKeys()
    {
        var response = WebhookResponse.Gather(new GatherOptions());

        Assert.Throws<InvalidOperationException>(() => response.ToXml());
        Assert.Equal(Hook.AbsoluteUri, (string?)Action(WebhookResponse.Gather(new GatherOptions { OnData = Hook })).Attribute("onData"));
    }

    [Fact]
    public void Play_TakesWebAddressesOnly() => Assert.Throws<SipgateValidationException>(() => WebhookResponse.Play(new("file:///etc/passwd")));

    [Fact]
    public void AResponse_MayBeGivenToManyCalls()
    {
        var response = WebhookResponse.Gather(new GatherOptions());
        var first = response.ToXml(new WebhookFollowUps { OnData = new("https://one.example/") });

        Assert.Contains("https://two.example/", response.ToXml(new WebhookFollowUps { OnData = new("https://two.example/") }), StringComparison.Ordinal);
        Assert.Contains("https://one.example/", first, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNewAtSipgate_CanBeSaidAsWell() =>
        Assert.Equal("7", (string?)Action(WebhookResponse.Custom(new XElement("Queue", new XAttribute("id", 7)))).Attribute("id"));

    private static XElement Action(WebhookResponse response) => XElement.Parse(response.ToXml()).Elements().Single();

    private static IEnumerable<string> Numbers(WebhookResponse response) => Action(response).Elements("Number").Select(number => number.Value);
}
