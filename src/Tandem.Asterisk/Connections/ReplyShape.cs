namespace Tandem.Asterisk.Connections;

/// <summary>What answers an action.</summary>
internal enum ReplyShape
{
    /// <summary>One response.</summary>
    Single,

    /// <summary>A response, items and an event that ends them; or a response alone, where there is nothing to list.</summary>
    List,

    /// <summary>A response, and later one event with the action's id.</summary>
    Event,
}
