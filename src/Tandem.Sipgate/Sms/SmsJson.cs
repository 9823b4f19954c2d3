using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Sms;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SmsBody))]
[JsonSerializable(typeof(DefaultNumberBody))]
[JsonSerializable(typeof(ItemList<SmsExtension>), TypeInfoPropertyName = "Extensions")]
[JsonSerializable(typeof(ItemList<SmsCallerId>), TypeInfoPropertyName = "CallerIds")]
internal sealed partial class SmsJson : JsonSerializerContext;
