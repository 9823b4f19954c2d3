namespace Tandem.Sipgate.Json;

/// <summary>A value out of a list that sipgate may extend: what is not known yet stays the text that it is.</summary>
/// <typeparam name="TSelf">The value's type.</typeparam>
internal interface IOpenValue<out TSelf>
    where TSelf : struct, IOpenValue<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}
