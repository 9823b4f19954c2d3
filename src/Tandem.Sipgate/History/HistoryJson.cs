using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.History;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(ItemList<HistoryEntry>), TypeInfoPropertyName = "Page")]
[JsonSerializable(typeof(HistoryChangeBody))]
[JsonSerializable(typeof(HistoryChangeBody[]), TypeInfoPropertyName = "Changes")]
internal sealed partial class HistoryJson : JsonSerializerContext;
