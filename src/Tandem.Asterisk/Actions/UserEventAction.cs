namespace Tandem.Asterisk.Actions;

/// <summary>Sends an event of one's own to all managers.</summary>
public sealed record UserEventAction : IAmiAction
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its headers, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <inheritdoc/>
    public AmiAction ToAction()
    {
        var action = new AmiAction("UserEvent") { { "UserEvent", Name } };
        foreach (var (name, value) in Headers)
        {
            action.Add(name, value);
        }
        return action;
    }
}
