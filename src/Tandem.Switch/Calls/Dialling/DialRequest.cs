using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>Whom to call and how: what <see cref="Call.DialAsync(DialRequest, CancellationToken)"/> and <see cref="SipSwitch.DialAsync"/> do.</summary>
public sealed record DialRequest
{
    /// <summary>The longest time that a target may ring: 30 min.</summary>
    public static readonly TimeSpan MaxRingTimeout = TimeSpan.FromMinutes(30);

    // What the stack writes itself: twice they would break the request.
    private static readonly string[] Reserved =
    [
        "Via", "v", "From", "f", "To", "t", "Call-ID", "i", "CSeq", "Contact", "m", "Max-Forwards", "Route", "Record-Route", "Content-Length", "l",
        "Content-Type", "c", "Authorization", "Proxy-Authorization", "Require", "Proxy-Require", "Supported", "k", "Allow", "Session-Expires", "x", "Min-SE",
        "RSeq", "RAck", "Replaces",
    ];

    /// <summary>Makes a request for one or several targets.</summary>
    /// <param name="targets">The targets, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public DialRequest(params IReadOnlyList<DialTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Targets = targets.Count > 0 ? targets : throw new ArgumentException("There must be somebody to call.", nameof(targets));
    }

    /// <summary>Whom to call.</summary>
    public IReadOnlyList<DialTarget> Targets { get; }

    /// <summary>
    /// The name of the domain whose users are called; null for the domain in which the caller's call is handled, and without a caller for the exchange's own.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>Whether the targets ring together, the default, or one after the other.</summary>
    public DialOrder Order { get; init; }

    /// <summary>
    /// How long the targets ring, in a sequence each of them: 10 ms to 30 min; <see cref="SwitchOptions.RingTimeout"/> where null. Once a phone is heard
    /// before it answers (early media) <see cref="SwitchOptions.EarlyMediaTimeout"/> is in its place.
    /// </summary>
    public TimeSpan? RingTimeout { get; init; }

    /// <summary>Who is shown as the caller; null for the caller itself, and without one for nobody (<c>anonymous</c>).</summary>
    public CallerId? CallerId { get; init; }

    /// <summary>Whom the To header names; null for the target.</summary>
    public Party? CalledId { get; init; }

    /// <summary>Whether the caller's identity is hidden from the called phones (RFC 3323); null as the caller asked for it.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>Asks the called phones to answer by themselves after so long (Call-Info with answer-after, Alert-Info); null for not.</summary>
    public TimeSpan? AutoAnswer { get; init; }

    /// <summary>Headers of the INVITE, beyond those that the caller exports (<see cref="Call.ExportHeader"/>).</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Answers a 401 or 407 of the far end; null where there are no credentials for it.</summary>
    public DigestClient? Credentials { get; init; }

    /// <summary>Codecs to offer, the preferred one first; null for those of <see cref="SwitchOptions.Codecs"/>, the caller's codec before them.</summary>
    public IReadOnlyList<AudioCodec>? Codecs { get; init; }

    /// <summary>Whether the called phone makes the offer: INVITE without a session description, answered in the ACK or PRACK.</summary>
    public bool LateOffer { get; init; }

    /// <summary>
    /// Gets the leg that answered, before it is connected: a prompt to the one who answered, a question whether to take the call. The caller hears it ring
    /// meanwhile. Where the leg is hung up in it, the dial goes on as if it had refused. Runs on the thread pool.
    /// </summary>
    public Func<Call, Task>? BeforeConnect { get; init; }

    /// <summary>Gets the leg that answered, after it is connected. The dial does not wait for it. Runs on the thread pool.</summary>
    public Func<Call, Task>? AfterConnect { get; init; }

    /// <summary>The codecs as descriptions name them; null for the exchange's.</summary>
    internal IReadOnlyList<Sip.Sdp.MediaFormat>? Formats => Codecs?.Select(codec => codec.ToFormat()).ToArray();

    /// <summary>Refuses what cannot be sent, where the caller hears of it.</summary>
    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    internal void Validate()
    {
        if (RingTimeout is { } ring && (ring < TimeSpan.FromMilliseconds(10) || ring > MaxRingTimeout))
        {
            throw new ArgumentOutOfRangeException(nameof(RingTimeout), ring, "A phone rings for 10 ms to 30 min.");
        }
        if (AutoAnswer is { } delay && (delay < TimeSpan.Zero || delay > MaxRingTimeout))
        {
            throw new ArgumentOutOfRangeException(nameof(AutoAnswer), delay, "A phone answers by itself after 0 s to 30 min.");
        }
        if (CallerId?.Host is { } host)
        {
            _ = new SipUri(host);
        }
        if (Codecs is { Count: 0 })
        {
            throw new ArgumentException("At least one codec is needed.", nameof(Codecs));
        }
        foreach (var target in Targets)
        {
            ArgumentNullException.ThrowIfNull(target, nameof(Targets));
            if (target.Delay < TimeSpan.Zero || target.Delay > MaxRingTimeout || target.MaxCalls < 1)
            {
                throw new ArgumentException($"The delay of {target} must be 0 to 30 min, its calls 1 or more.", nameof(Targets));
            }
        }
        foreach (var (name, value) in Headers)
        {
            CheckHeader(name, value);
        }
    }

    /// <exception cref="ArgumentException">It is no header, or one that the exchange writes itself.</exception>
    internal static void CheckHeader(string name, string value)
    {
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{name} is written by the exchange itself.", nameof(name));
        }
        SipMessage.CreateRequest(SipMethod.Options, new SipUri("localhost")).Add(name, value);
    }
}
