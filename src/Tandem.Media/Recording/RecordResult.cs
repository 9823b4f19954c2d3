namespace Tandem.Media.Recording;

/// <summary>How a recording ended. The file is complete, and on disk.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Duration">How much is in the file.</param>
/// <param name="Bytes">The length of the file, header included.</param>
/// <param name="Dropped">Audio that is missing because the disk was more than 2 s behind.</param>
/// <param name="Failure">What went wrong, where the reason is <see cref="RecordEndReason.Failed"/>.</param>
public sealed record RecordResult(RecordEndReason Reason, TimeSpan Duration, long Bytes, TimeSpan Dropped, Exception? Failure = null);
