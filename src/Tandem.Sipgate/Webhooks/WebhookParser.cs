namespace Tandem.Sipgate.Webhooks;

/// <summary>Reads the bodies of webhooks. Whether sipgate wrote them is asked of a <see cref="WebhookSignatureVerifier"/>.</summary>
public static class WebhookParser
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">Its bytes, as they came.</param>
    /// <exception cref="WebhookFormatException">It is not that of a webhook.</exception>
    public static WebhookEvent Parse(ReadOnlySpan<byte> body)
    {
        var form = WebhookForm.Read(body);
        var kind = form.Find("event") ?? throw Missing("event");
        var callId = form.Find("callId") ?? throw Missing("callId");
        var originalCallId = NullIfEmpty(form.Find("origCallId") ?? form.Find("originalCallId"));
        return kind switch
        {
            "newCall" => Fill(form, new NewCallEvent
            {
                CallId = callId,
                OriginalCallId = originalCallId,
                Fields = form.Fields,
                From = "",
                To = "",
                Users = Users(form),
            }),
            "answer" => Fill(form, new AnswerEvent
            {
                CallId = callId,
                OriginalCallId = originalCallId,
                Fields = form.Fields,
                From = "",
                To = "",
                User = Users(form).FirstOrDefault(),
                AnsweringNumber = Number(form.Find("answeringNumber")),
            }),
            "hangup" => Fill(form, new HangUpEvent
            {
                CallId = callId,
                OriginalCallId = originalCallId,
                Fields = form.Fields,
                From = "",
                To = "",
                Cause = Cause(form.Find("cause")),
                CauseText = form.Find("cause") ?? "",
                AnsweringNumber = Number(form.Find("answeringNumber")),
            }),
            "dtmf" => new DataEvent { CallId = callId, OriginalCallId = originalCallId, Fields = form.Fields, Dtmf = form.Find("dtmf") ?? "" },
            _ => new UnknownEvent { CallId = callId, OriginalCallId = originalCallId, Fields = form.Fields, Kind = kind },
        };
    }

    private static CallEvent Fill(WebhookForm form, CallEvent call) => call with
    {
        Direction = form.Find("direction") switch
        {
            "in" => WebhookCallDirection.Incoming,
            "out" => WebhookCallDirection.Outgoing,
            _ => WebhookCallDirection.Unknown,
        },
        From = Number(form.Find("from")),
        To = Number(form.Find("to")),
        Diversion = NullIfEmpty(Number(form.Find("diversion"))),
        Xcid = NullIfEmpty(form.Find("xcid")),
    };

    private static List<WebhookUser> Users(WebhookForm form)
    {
        var (names, ids, fullIds) = (form.All("user"), form.All("userId"), form.All("fullUserId"));
        var users = new List<WebhookUser>();
        for (var i = 0; i < Math.Max(names.Count, Math.Max(ids.Count, fullIds.Count)); i++)
        {
            users.Add(new WebhookUser(names.ElementAtOrDefault(i) ?? "", ids.ElementAtOrDefault(i) ?? "", fullIds.ElementAtOrDefault(i) ?? ""));
        }
        users.RemoveAll(user => user is { Name: "", Id: "", FullId: "" });
        return users;
    }

    private static WebhookHangUpCause Cause(string? text) => text switch
    {
        "normalClearing" => WebhookHangUpCause.NormalClearing,
        "busy" => WebhookHangUpCause.Busy,
        "cancel" => WebhookHangUpCause.Cancel,
        "noAnswer" => WebhookHangUpCause.NoAnswer,
        "congestion" => WebhookHangUpCause.Congestion,
        "notFound" => WebhookHangUpCause.NotFound,
        "forwarded" => WebhookHangUpCause.Forwarded,
        _ => WebhookHangUpCause.Unknown,
    };

    private static string Number(string? text) => text is { Length: > 0 } && text.All(char.IsAsciiDigit) ? $"+{text}" : text ?? "";

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static WebhookFormatException Missing(string field) => new($"The body has no field '{field}'.");
}
