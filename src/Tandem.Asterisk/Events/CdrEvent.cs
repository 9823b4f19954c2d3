using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>The record of a call that has ended, for billing. Asterisk sends it where <c>cdr_manager</c> is loaded and enabled.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record CdrEvent(AmiMessage Message) : IAmiEvent<CdrEvent>
{
    /// <summary><c>Cdr</c>.</summary>
    public static string EventName => "Cdr";

    /// <summary>The number that called.</summary>
    public string? Source => Message.Text("Source");

    /// <summary>The number that was called.</summary>
    public string? Destination => Message.Text("Destination");

    /// <summary>The context in which it was called.</summary>
    public string? DestinationContext => Message.Text("DestinationContext");

    /// <summary>Name and number of the caller, as <c>"Name" &lt;number&gt;</c>.</summary>
    public string? CallerId => Message.Text("CallerID");

    /// <summary>The caller's channel.</summary>
    public string? Channel => Message.Text("Channel");

    /// <summary>The channel of who was called.</summary>
    public string? DestinationChannel => Message.Text("DestinationChannel");

    /// <summary>The application of the dialplan that ran last.</summary>
    public string? LastApplication => Message.Text("LastApplication");

    /// <summary>When it started, <c>yyyy-MM-dd HH:mm:ss</c> in the time zone of the Asterisk.</summary>
    public string? StartTime => Message.Text("StartTime");

    /// <summary>When it was answered, as <see cref="StartTime"/>; null where it never was.</summary>
    public string? AnswerTime => Message.Text("AnswerTime");

    /// <summary>When it ended, as <see cref="StartTime"/>.</summary>
    public string? EndTime => Message.Text("EndTime");

    /// <summary>Seconds from start to end.</summary>
    public int? DurationSeconds => Message.Number("Duration");

    /// <summary>Seconds from answer to end.</summary>
    public int? BillableSeconds => Message.Number("BillableSeconds");

    /// <summary><c>ANSWERED</c>, <c>NO ANSWER</c>, <c>BUSY</c>, <c>FAILED</c> or <c>CONGESTION</c>.</summary>
    public string? Disposition => Message.Text("Disposition");

    /// <summary><c>DOCUMENTATION</c>, <c>BILLING</c> or <c>OMIT</c>.</summary>
    public string? AmaFlags => Message.Text("AMAFlags");

    /// <summary>The account that pays.</summary>
    public string? AccountCode => Message.Text("AccountCode");

    /// <summary>The caller's channel by its unique id.</summary>
    public string? UniqueId => Message.Text("UniqueID");

    /// <inheritdoc/>
    public static CdrEvent From(AmiMessage message) => new(message);
}
