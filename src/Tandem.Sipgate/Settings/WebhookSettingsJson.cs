using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Settings;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookSettings))]
[JsonSerializable(typeof(ItemList<WebhookLogEntry>), TypeInfoPropertyName = "Log")]
internal sealed partial class WebhookSettingsJson : JsonSerializerContext;
