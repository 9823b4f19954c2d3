using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes the status of an extension in the words that panels know: <c>onhold</c>, <c>dnd</c>.</summary>
internal sealed class ExtensionStatusConverter() : EnumNameConverter<ExtensionStatus>(new Dictionary<ExtensionStatus, string>
{
    [ExtensionStatus.OnHold] = "onhold",
    [ExtensionStatus.DoNotDisturb] = "dnd",
});
