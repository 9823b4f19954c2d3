using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Numbers;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ItemList<AccountNumber>), TypeInfoPropertyName = "Numbers")]
internal sealed partial class NumberJson : JsonSerializerContext;
