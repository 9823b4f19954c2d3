using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Commands;

/// <summary>What a request says about a command. What is wrong in it is kept in its body.</summary>
/// <param name="Target">The object in the path.</param>
/// <param name="Member">The second object in the path: the extension of a queue's member.</param>
/// <param name="Body">The body.</param>
internal sealed record CommandArguments(ObjectReference Target, ObjectReference Member, RequestBody Body)
{
    private const int MaxText = 256;
    private const int MaxSeconds = 86_400;

    /// <summary>A field that must be there.</summary>
    public string Text(string field) => Body.RequiredText(field, MaxText);

    /// <summary>A field that may be missing.</summary>
    public string? Optional(string field, bool mayBeEmpty = false) => Body.OptionalText(field, MaxText, mayBeEmpty);

    /// <summary>The name of an object that may be missing.</summary>
    public ObjectReference? OptionalObject(string field) => Optional(field) is { } text ? new ObjectReference(text) : default(ObjectReference?);

    /// <summary>A time that may be missing.</summary>
    public TimeSpan? Seconds(string field) => Body.OptionalNumber(field, 1, MaxSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
