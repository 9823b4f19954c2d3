using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Actions;

/// <summary>The answer to an action.</summary>
public sealed class AmiResponse
{
    internal AmiResponse(string action, AmiMessage message)
    {
        Action = action;
        Message = message;
        if (string.Equals(message["Response"], "Error", StringComparison.OrdinalIgnoreCase))
        {
            Error = AmiError.From(action, message["Message"] ?? "");
        }
    }

    /// <summary>The action's name.</summary>
    public string Action { get; }

    /// <summary>The answer with all its headers.</summary>
    public AmiMessage Message { get; }

    /// <summary>Whether Asterisk did it, or began to.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>Why not; null where it did.</summary>
    public AmiError? Error { get; }

    /// <summary>The first value of a name; null where there is none.</summary>
    public string? this[string name] => Message[name];

    /// <summary>Gives itself, or throws where Asterisk refused.</summary>
    /// <exception cref="AmiActionException">Asterisk refused the action.</exception>
    public AmiResponse EnsureSuccess() => Error is null ? this : throw new AmiActionException(Error);

    /// <summary>The headers, each on a line.</summary>
    public override string ToString() => Message.ToString();
}
