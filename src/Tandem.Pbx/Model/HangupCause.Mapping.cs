using System.Collections.Frozen;

namespace Tandem.Pbx.Model;

public sealed partial record HangupCause
{
    /// <summary>The cause that a final SIP status says; <see cref="RequestTerminated"/> for one without a cause of its own.</summary>
    /// <param name="status">The status code.</param>
    public static HangupCause FromSipStatus(int status) => Mapping.OfStatus.GetValueOrDefault(status) ?? RequestTerminated;

    /// <summary>
    /// The cause that a Q.850 value says: one cause for a value, where several share it. 0, which says nothing, is
    /// <see cref="NormalClearing"/>; a value without a well-known cause gets one of its own, <c>q850_47</c>.
    /// </summary>
    /// <param name="value">The cause value, 0 to 127.</param>
    public static HangupCause FromQ850(int value) => Mapping.OfQ850.GetValueOrDefault(value) ?? new HangupCause($"q850_{value}", 500, value);

    /// <summary>
    /// Which cause a number says that several causes share, or none has. What a cause itself says to SIP and to Q.850 stands beside its name, in
    /// <c>HangupCause.WellKnown.cs</c>. Where no cause is named for a number, RFC 3398 (7.2.4.1, 8.2.6.1) decides.
    /// </summary>
    private static class Mapping
    {
        /// <summary>SIP status to cause: the first of <see cref="All"/> with the status, but for these.</summary>
        public static readonly FrozenDictionary<int, HangupCause> OfStatus = With(
            All.DistinctBy(cause => cause.SipStatus).ToDictionary(cause => cause.SipStatus),
            (300, MovedTemporarily),
            (305, MovedTemporarily),
            (380, MovedTemporarily),
            (401, Forbidden),
            (413, MessageTooLarge),
            (414, MessageTooLarge),
            (415, IncompatibleDestination),
            (416, InvalidNumberFormat),
            (433, IncomingCallBarred),
            (487, RequestTerminated),
            (505, FacilityRejected),
            (580, IncompatibleDestination),
            (606, IncompatibleDestination));

        /// <summary>Q.850 value to cause.</summary>
        public static readonly FrozenDictionary<int, HangupCause> OfQ850 = With(
            [],
            (0, NormalClearing),
            (1, UnallocatedNumber),
            (2, UnallocatedNumber),
            (3, UnallocatedNumber),
            (16, NormalClearing),
            (17, UserBusy),
            (18, TemporarilyUnavailable),
            (19, NoAnswer),
            (20, UserNotRegistered),
            (21, Declined),
            (22, UserGone),
            (23, MovedTemporarily),
            (25, LoopDetected),
            (26, LoseRace),
            (27, DestinationOutOfOrder),
            (28, InvalidNumberFormat),
            (29, FacilityRejected),
            (31, RequestTerminated),
            (34, ServiceUnavailable),
            (38, ServiceUnavailable),
            (41, ServiceUnavailable),
            (42, ServiceUnavailable),
            (47, ServiceUnavailable),
            (52, OutgoingCallBarred),
            (53, OutgoingCallBarred),
            (54, IncomingCallBarred),
            (55, IncomingCallBarred),
            (57, Forbidden),
            (58, ServiceUnavailable),
            (63, NotAllowed),
            (65, NotAcceptable),
            (69, FacilityRejected),
            (70, IncompatibleDestination),
            (79, NotAcceptable),
            (87, IncomingCallBarred),
            (88, IncompatibleDestination),
            (102, RequestTimeout),
            (111, ServerError));

        private static FrozenDictionary<int, HangupCause> With(Dictionary<int, HangupCause> table, params ReadOnlySpan<(int Number, HangupCause Cause)> rows)
        {
            foreach (var (number, cause) in rows)
            {
                table[number] = cause;
            }
            return table.ToFrozenDictionary();
        }
    }
}
