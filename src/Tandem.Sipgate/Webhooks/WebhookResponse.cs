using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Tandem.Sipgate.Webhooks;

/// <summary>
/// What is to become of a call: the answer to a <see cref="NewCallEvent"/> or <see cref="DataEvent"/>. Answers to other events are not looked at.
/// Values that cannot be are a <see cref="SipgateValidationException"/> when the response is made. It does not change, and may be given to many calls.
/// </summary>
public sealed partial class WebhookResponse
{
    /// <summary>What the answer is in HTTP.</summary>
    public const string ContentType = "application/xml; charset=utf-8";

    private static readonly XmlWriterSettings Format = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "    ", NewLineChars = "\n" };

    private readonly XElement? _action;

    private WebhookResponse(XElement? action) => _action = action;

    /// <summary>The call goes on as if nobody had been asked.</summary>
    public static WebhookResponse Continue { get; } = new(null);

    /// <summary>Sends the call to other numbers.</summary>
    /// <param name="numbers">1 to 5 numbers that ring at once, in E.164 with or without <c>+</c>.</param>
    public static WebhookResponse Redirect(params IReadOnlyList<string> numbers) => Redirect(new RedirectOptions { Numbers = numbers });

    /// <summary>Sends the call to other numbers, and says what is shown there.</summary>
    /// <param name="options">Where to, and what is shown.</param>
    public static WebhookResponse Redirect(RedirectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SipgateValidationException.Require(
            options.Numbers is { Count: >= 1 and <= RedirectOptions.MaxNumbers }, $"A call is redirected to 1 to {RedirectOptions.MaxNumbers} numbers", nameof(options.Numbers));
        return new(new XElement(
            "Dial",
            options.CallerId is { } callerId ? new XAttribute("callerId", Number(callerId, nameof(options.CallerId))) : null,
            options.Anonymous is { } anonymous ? new XAttribute("anonymous", anonymous) : null,
            options.Numbers.Select(number => new XElement("Number", Number(number, nameof(options.Numbers))))));
    }

    /// <summary>Sends the call to the voice mailbox.</summary>
    public static WebhookResponse SendToVoicemail() => new(new XElement("Dial", new XElement("Voicemail")));

    /// <summary>Turns the caller away.</summary>
    /// <param name="reason">What the caller hears.</param>
    public static WebhookResponse Reject(RejectReason reason = RejectReason.Rejected) =>
        new(new XElement("Reject", new XAttribute("reason", reason == RejectReason.Busy ? "busy" : "rejected")));

    /// <summary>Hangs up.</summary>
    public static WebhookResponse HangUp() => new(new XElement("Hangup"));

    /// <summary>Plays a sound; then the call goes on.</summary>
    /// <param name="announcement">Where sipgate fetches it, http or https: WAVE, PCM of 16 bits, mono, 8,000 Hz. <see cref="AnnouncementChecker"/> looks at
    /// one beforehand.</param>
    public static WebhookResponse Play(Uri announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return new(PlayElement(announcement, nameof(announcement)));
    }

    /// <summary>Collects keys, which come as a <see cref="DataEvent"/>.</summary>
    /// <param name="options">What is played, how many keys, how long.</param>
    public static WebhookResponse Gather(GatherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SipgateValidationException.Require(
            options.MaxDigits >= 1,
            $"\n\nInvalid DTMF maxDigits. The max digits should be equal or greater than 1\nYour maxDigits was: {options.MaxDigits}\n",
            nameof(options.MaxDigits));
        var milliseconds = (long)options.Timeout.TotalMilliseconds;
        SipgateValidationException.Require(
            options.Timeout >= TimeSpan.Zero,
            $"\n\nInvalid DTMF timeout. The timeout should be equal or greater than 0\nYour timeout was: {milliseconds.ToString(CultureInfo.InvariantCulture)}\n",
            nameof(options.Timeout));
        return new(new XElement(
            "Gather",
            new XAttribute("maxDigits", options.MaxDigits),
            new XAttribute("timeout", milliseconds),
            options.OnData is { } onData ? new XAttribute("onData", Address(onData, nameof(options.OnData))) : null,
            options.Announcement is { } announcement ? PlayElement(announcement, nameof(options.Announcement)) : null));
    }

    /// <summary>Anything else that sipgate understands.</summary>
    /// <param name="action">The one element within <c>Response</c>; it is copied.</param>
    public static WebhookResponse Custom(XElement action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new(new XElement(action));
    }

    /// <summary>Writes it in UTF-8, as sipgate reads it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="followUps">Where sipgate tells what happens next; null for nowhere.</param>
    /// <exception cref="InvalidOperationException">It collects keys, and nobody says where they are to be sent.</exception>
    public void WriteTo(Stream output, WebhookFollowUps? followUps = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = XmlWriter.Create(output, Format);
        ToElement(followUps ?? WebhookFollowUps.None).Save(writer);
    }

    /// <summary>Its text in XML.</summary>
    /// <inheritdoc cref="WriteTo" path="/param[@name='followUps'] | /exception"/>
    public string ToXml(WebhookFollowUps? followUps = null)
    {
        using var output = new MemoryStream();
        WriteTo(output, followUps);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    /// <summary>What is to be done, for logs: the element without where follow-ups go.</summary>
    public override string ToString() => _action?.ToString(SaveOptions.DisableFormatting) ?? "Continue";

    private XElement ToElement(WebhookFollowUps followUps)
    {
        var action = _action is null ? null : new XElement(_action);
        if (action is { Name.LocalName: "Gather" } && action.Attribute("onData") is null)
        {
            var onData = followUps.OnData ?? throw new InvalidOperationException("No serverAddress set. No Follow-Up Events will be sent. Set PublicUrl or GatherOptions.OnData.");
            action.Add(new XAttribute("onData", Address(onData, nameof(followUps.OnData))));
        }
        return new XElement(
            "Response",
            followUps.OnAnswer is { } onAnswer ? new XAttribute("onAnswer", Address(onAnswer, nameof(followUps.OnAnswer))) : null,
            followUps.OnHangUp is { } onHangUp ? new XAttribute("onHangup", Address(onHangUp, nameof(followUps.OnHangUp))) : null,
            action);
    }

    private static XElement PlayElement(Uri announcement, string parameter) => new("Play", new XElement("Url", Address(announcement, parameter)));

    private static string Address(Uri url, string parameter)
    {
        SipgateValidationException.Require(url is { IsAbsoluteUri: true, Scheme: "http" or "https" }, $"Not an absolute http or https URL: {url}", parameter);
        return url.AbsoluteUri;
    }

    private static string Number(string text, string parameter)
    {
        SipgateValidationException.Require(
            text is not null && E164().IsMatch(text), $"Invalid phone number (please provide number in E.164 format):: {text}", parameter);
        return text.TrimStart('+');
    }

    [GeneratedRegex(@"\A\+?[1-9][0-9]{1,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164();
}
