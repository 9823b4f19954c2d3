using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Fax;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FaxBody))]
[JsonSerializable(typeof(FaxEntry))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(ItemList<FaxLine>), TypeInfoPropertyName = "FaxLines")]
internal sealed partial class FaxJson : JsonSerializerContext;
