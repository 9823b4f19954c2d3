namespace Tandem.Asterisk.Actions;

/// <summary>Why Asterisk refused an action.</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Kind">The reason.</param>
/// <param name="Message">What Asterisk said.</param>
/// <param name="MissingClasses">
/// Where permission is denied: the classes of which the user needs one in <c>write</c>; empty where they are not known.
/// </param>
public sealed record AmiError(string Action, AmiErrorKind Kind, string Message, IReadOnlyList<string> MissingClasses)
{
    internal static AmiError From(string action, string message)
    {
        var kind =
            message.StartsWith("Permission denied", StringComparison.OrdinalIgnoreCase) ? AmiErrorKind.PermissionDenied
            : message.StartsWith("Invalid/unknown command", StringComparison.OrdinalIgnoreCase) ? AmiErrorKind.UnknownAction
            : SaysNotFound(message) ? AmiErrorKind.NotFound
            : AmiErrorKind.Other;
        return new AmiError(action, kind, message, kind == AmiErrorKind.PermissionDenied ? AmiPermissions.ClassesFor(action) : []);
    }

    /// <summary>A sentence for people.</summary>
    public override string ToString() => Kind switch
    {
        AmiErrorKind.PermissionDenied when MissingClasses.Count > 0 =>
            $"Asterisk denied {Action}: the user needs {string.Join(" or ", MissingClasses)} in write of manager.conf.",
        AmiErrorKind.PermissionDenied => $"Asterisk denied {Action}: the user lacks a class in write of manager.conf.",
        AmiErrorKind.UnknownAction => $"Asterisk knows no {Action}; its module may not be loaded.",
        _ => $"Asterisk refused {Action}: {Message}",
    };

    private static bool SaysNotFound(string message) =>
        message.Contains("not found", StringComparison.OrdinalIgnoreCase) || message.StartsWith("No such", StringComparison.OrdinalIgnoreCase)
        || message.Contains("does not exist", StringComparison.OrdinalIgnoreCase) || message.StartsWith("No active", StringComparison.OrdinalIgnoreCase)
        || message.Contains("by that name found", StringComparison.OrdinalIgnoreCase);
}
