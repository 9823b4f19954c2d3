namespace Tandem.Asterisk;

/// <summary>A filter that Asterisk applies before it sends events; the user needs <c>system</c> in <c>write</c>.</summary>
/// <param name="Filter">
/// What passes, or with <c>!</c> before it what does not: a regular expression over the whole event, such as <c>!Event: (VarSet|Newexten)</c>; with
/// <paramref name="MatchCriteria"/> what that says.
/// </param>
/// <param name="MatchCriteria">
/// The criteria of Asterisk 20.10, 21.5, 22 and later, which cost less, such as <c>action(exclude),name(VarSet)</c>; null for none.
/// </param>
public sealed record AmiEventFilter(string Filter, string? MatchCriteria = null);
