using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Tests.Webhooks;

public class WebhookParserTests
{
    [Fact]
    public void NewCall_HasItsUsersByPosition()
    {
        var call = Parse<NewCallEvent>(
            "event=newCall&direction=in&from=492111234567&to=4915791234567&callId=123&origCallId=100&xcid=x&diversion=4930123" +
            "&user%5B%5D=Alice&user%5B%5D=Bob+K.&userId%5B%5D=w0&userId%5B%5D=w1&fullUserId%5B%5D=12w0&fullUserId%5B%5D=12w1");

        Assert.Equal(("123", "100", "x"), (call.CallId, call.OriginalCallId, call.Xcid));
        Assert.Equal(("+492111234567", "+4915791234567", "+4930123"), (call.From, call.To, call.Diversion));
        Assert.Equal(WebhookCallDirection.Incoming, call.Direction);
        Assert.Equal([new WebhookUser("Alice", "w0", "12w0"), new WebhookUser("Bob K.", "w1", "12w1")], call.Users);
    }

    [Theory]
    [InlineData("user=Alice")]
    [InlineData("user[]=Alice")]
    [InlineData("user%5B%5D=Alice")]
    [InlineData("user%5b0%5d=Alice")]
    [InlineData("user[][0]=Alice")]
    public void AUser_MayBeSpelledAsAnArray(string field) =>
        Assert.Equal("Alice", Assert.Single(Parse<NewCallEvent>($"event=newCall&callId=1&{field}").Users).Name);

    [Fact]
    public void ThirtyUsers_AreAllThere() =>
        Assert.Equal(30, Parse<NewCallEvent>("event=newCall&callId=1" + string.Concat(Enumerable.Range(0, 30).Select(i => $"&user[]=u{i}"))).Users.Count);

    [Fact]
    public void Answer_TellsWhoAnswered()
    {
        var answer = Parse<AnswerEvent>("event=answer&callId=1&user=voicemail&userId=w0&fullUserId=1w0&from=anonymous&to=49211&direction=in&answeringNumber=49212");

        Assert.True(answer.User!.IsVoicemail);
        Assert.Equal((CallEvent.Anonymous, "+49212"), (answer.From, answer.AnsweringNumber));
    }

    [Fact]
    public void AnswerOfAnOutgoingCall_HasNoUser() => Assert.Null(Parse<AnswerEvent>("event=answer&callId=1&direction=out&from=49211&to=49212").User);

    [Theory]
    [InlineData("normalClearing", WebhookHangUpCause.NormalClearing)]
    [InlineData("busy", WebhookHangUpCause.Busy)]
    [InlineData("cancel", WebhookHangUpCause.Cancel)]
    [InlineData("noAnswer", WebhookHangUpCause.NoAnswer)]
    [InlineData("congestion", WebhookHangUpCause.Congestion)]
    [InlineData("notFound", WebhookHangUpCause.NotFound)]
    [InlineData("forwarded", WebhookHangUpCause.Forwarded)]
    [InlineData("somethingNew", WebhookHangUpCause.Unknown)]
    public void HangUp_KeepsTheWordOfItsCause(string text, WebhookHangUpCause cause)
    {
        var hangUp = Parse<HangUpEvent>($"event=hangup&callId=1&cause={text}&from=49211&to=49212&direction=in");

        Assert.Equal((cause, text), (hangUp.Cause, hangUp.CauseText));
    }

    [Theory]
    [InlineData("event=dtmf&callId=1&dtmf=12%23*", "12#*")]
    [InlineData("event=dtmf&callId=1&dtmf=", "")]
    [InlineData("event=dtmf&callId=1", "")]
    public void Keys_MayBeNone(string body, string keys) => Assert.Equal(keys, Parse<DataEvent>(body).Dtmf);

    [Fact]
    public void AnEmptyNumber_StaysEmpty() => Assert.Equal("", Parse<NewCallEvent>("event=newCall&callId=1&from=&to=49").From);

    [Fact]
    public void ANewKindOfEvent_IsTold() => Assert.Equal("pickup", Parse<UnknownEvent>("event=pickup&callId=1&more=x").Kind);

    [Theory]
    [InlineData("user=J%C3%B6rg", "Jörg")]
    [InlineData("user=J%F6rg", "Jörg")]
    [InlineData("user=%E2%98%8E", "☎")]
    [InlineData("user=a%00b", "a\0b")]
    [InlineData("user=Jörg", "Jörg")]
    [InlineData("user=a=b", "a=b")]
    public void Text_IsUtf8OrElseLatin1(string field, string name) =>
        Assert.Equal(name, Assert.Single(Parse<NewCallEvent>($"event=newCall&callId=1&{field}").Users).Name);

    [Theory]
    [InlineData("")]
    [InlineData("&&&")]
    [InlineData("{\"event\":\"newCall\"}")]
    [InlineData("event=newCall")]
    [InlineData("callId=1")]
    [InlineData("event=newCall&callId=%")]
    [InlineData("event=newCall&callId=%4")]
    [InlineData("event=newCall&callId=%zz")]
    [InlineData("event=newCall&callId=%+1")]
    public void WhatIsNoWebhook_IsSaidToBeNone(string body) => Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void TooManyFields_AreRefused() =>
        Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a=b&", 1_001)))));

    [Fact]
    public void AnyName_ComesThroughItsEscaping() => Prop.ForAll<NonEmptyString>(name =>
    {
        var sent = new string([.. name.Get.Where(c => !char.IsSurrogate(c))]);
        return sent.Length == 0 || Parse<NewCallEvent>($"event=newCall&callId=1&user[]={Uri.EscapeDataString(sent)}").Users[0].Name == sent;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytes_AreAWebhookOrSaidToBeNone() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            WebhookParser.Parse([.. "event=newCall&callId=1&"u8, .. bytes]);
        }
        catch (WebhookFormatException)
        {
        }
    }).QuickCheckThrowOnFailure();

    private static T Parse<T>(string body)
        where T : WebhookEvent => Assert.IsType<T>(WebhookParser.Parse(Encoding.UTF8.GetBytes(body)));
}
