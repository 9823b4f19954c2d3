using System.Text;
using Tandem.Sip.Bodies;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Bodies;

public sealed class BodyTests
{
    private static readonly DialogInfoEntry Ringing = new("d1", DialogInfoState.Early)
    {
        CallId = "abc@host",
        LocalTag = "us",
        RemoteTag = "them",
        IsInitiator = false,
        LocalIdentity = new NameAddress(SipUri.Parse("sip:101@example.org"), "Müller & <Söhne>"),
        RemoteIdentity = new NameAddress(SipUri.Parse("sip:+4930123@example.org")),
        LocalTarget = "sip:101@192.0.2.1",
    };

    [Fact]
    public void Dialog_info_comes_back_as_it_was_written()
    {
        var written = new DialogInfo("sip:101@example.org", 7, [Ringing, new DialogInfoEntry("d2", DialogInfoState.Confirmed)], IsPartial: true);
        var read = DialogInfo.Parse(written.ToBytes())!;

        Assert.Equal((written.Entity, written.Version, written.IsPartial, 2), (read.Entity, read.Version, read.IsPartial, read.Dialogs.Count));
        Assert.Equal(written.ToBytes(), read.ToBytes());
        Assert.Equal("Müller & <Söhne>", read.Dialogs[0].LocalIdentity!.DisplayName);
        Assert.Equal(Ringing with { LocalIdentity = null, RemoteIdentity = null }, read.Dialogs[0] with { LocalIdentity = null, RemoteIdentity = null });
    }

    [Fact]
    public void Dialog_info_of_a_phone_is_read()
    {
        const string Body = """
            <?xml version="1.0"?>
            <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:101@example.org">
              <dialog id="as7d900as8" call-id="a84b4c76e66710" local-tag="1928301774" direction="initiator">
                <state event="cancelled" code="487"> terminated </state>
                <remote><identity>sip:bob@example.org</identity></remote>
                <vendor xmlns="urn:vendor">extra</vendor>
              </dialog>
              <dialog id="unknown"><state>dreaming</state></dialog>
              <dialog><state>early</state></dialog>
            </dialog-info>
            """;
        var entry = Assert.Single(DialogInfo.Parse(Encoding.UTF8.GetBytes(Body))!.Dialogs);
        Assert.Equal(("as7d900as8", DialogInfoState.Terminated, true, "bob"), (entry.Id, entry.State, entry.IsInitiator, entry.RemoteIdentity!.Uri.User));
    }

    [Fact]
    public void Partial_dialog_info_changes_what_it_names()
    {
        var full = new DialogInfo("e", 3, [new("a", DialogInfoState.Early), new("b", DialogInfoState.Early)]);
        var next = full.Apply(new DialogInfo("e", 4, [new("a", DialogInfoState.Confirmed), new("b", DialogInfoState.Terminated)], IsPartial: true))!;
        Assert.Equal(new DialogInfoEntry("a", DialogInfoState.Confirmed), Assert.Single(next.Dialogs));
        Assert.Null(full.Apply(new DialogInfo("e", 5, [], IsPartial: true)));
        Assert.Empty(full.Apply(new DialogInfo("e", 9, []))!.Dialogs);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PresenceActivity.Away)]
    [InlineData(PresenceActivity.Busy)]
    [InlineData(PresenceActivity.OnThePhone)]
    public void Presence_comes_back_as_it_was_written(PresenceActivity? activity)
    {
        var written = new PresenceDocument("pres:a@example.org", [new("t1", true, "sip:a@192.0.2.1", "in a <meeting>"), new("t2", false)]) { Activity = activity };
        var read = PresenceDocument.Parse(written.ToBytes())!;
        Assert.Equal(written.Entity, read.Entity);
        Assert.Equal(written.Tuples, read.Tuples);
        Assert.Equal(activity, read.Activity);
    }

    [Fact]
    public void What_somebody_does_is_told_by_the_usual_prefixes() =>
        Assert.Contains(
            "<dm:person id=\"person\"><rpid:activities><rpid:on-the-phone /></rpid:activities></dm:person>",
            Encoding.UTF8.GetString(new PresenceDocument("pres:a@example.org", []) { Activity = PresenceActivity.OnThePhone }.ToBytes()),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("<presence")]
    [InlineData("<other/>")]
    [InlineData("<!DOCTYPE presence [<!ENTITY a \"b\">]><presence entity='&a;'/>")]
    [InlineData("<dialog-info version='x'/>")]
    public void What_is_no_document_is_refused(string text)
    {
        Assert.Null(PresenceDocument.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Null(DialogInfo.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_tree_without_bottom_is_read_or_refused_but_does_not_overflow()
    {
        var deep = "<presence>" + string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000)) + "</presence>";
        Assert.Empty(PresenceDocument.Parse(Encoding.UTF8.GetBytes(deep))!.Tuples);
    }

    [Fact]
    public void Message_summary_comes_back_as_it_was_written()
    {
        var written = new MessageSummary(true, 2, 8) { NewUrgent = 1, OldUrgent = 3, Account = "sip:box@example.org" };
        Assert.Equal(written, MessageSummary.Parse(written.ToBytes()));
    }

    [Theory]
    [InlineData("messages-waiting: YES\nvoice-message: 4/1\n", true, 4, 1)]
    [InlineData("Messages-Waiting: no\r\n", false, 0, 0)]
    [InlineData("Messages-Waiting: yes\r\nVoice-Message: nonsense\r\nFax-Message: 1/2\r\n", true, 0, 0)]
    public void Message_summaries_of_others_are_read(string body, bool waiting, int fresh, int old) =>
        Assert.Equal(new MessageSummary(waiting, fresh, old), MessageSummary.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_summary_that_says_nothing_is_none() => Assert.Null(MessageSummary.Parse("Voice-Message: 1/1\r\n"u8.ToArray()));

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5', 160)]
    [InlineData("application/dtmf-relay", "Signal= *\nDuration= 250", '*', 250)]
    [InlineData("Application/DTMF-Relay; charset=x", "signal=11", '#', null)]
    [InlineData("application/dtmf", "d", 'D', null)]
    [InlineData("application/dtmf", "16\r\n", '!', null)]
    public void Keys_by_info_are_read(string type, string body, char digit, int? milliseconds)
    {
        Assert.True(DtmfInfo.TryParse(type, Encoding.UTF8.GetBytes(body), out var info));
        Assert.Equal(new DtmfInfo(digit, milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null), info);
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Duration=160\r\n")]
    [InlineData("application/dtmf-relay", "Signal=Z\r\n")]
    [InlineData("text/plain", "5")]
    [InlineData(null, "5")]
    public void What_is_no_key_is_none(string? type, string body) => Assert.False(DtmfInfo.TryParse(type, Encoding.UTF8.GetBytes(body), out _));

    [Theory]
    [InlineData("SIP/2.0 200 OK\r\nTo: x\r\n", 200, "OK")]
    [InlineData("SIP/2.0 100 Trying", 100, "Trying")]
    [InlineData("sip/2.0 486\r\n", 486, "")]
    public void Fragments_are_read(string body, int status, string reason)
    {
        Assert.True(SipFragment.TryParse(Encoding.UTF8.GetBytes(body), out var fragment));
        Assert.Equal(new SipFragment(status, reason), fragment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0 99 X")]
    [InlineData("SIP/2.0 2000 X")]
    [InlineData("INVITE sip:x SIP/2.0")]
    public void What_is_no_fragment_is_none(string body) => Assert.False(SipFragment.TryParse(Encoding.UTF8.GetBytes(body), out _));
}
