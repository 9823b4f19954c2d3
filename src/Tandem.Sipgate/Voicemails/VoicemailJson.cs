using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Voicemails;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ItemList<Voicemail>), TypeInfoPropertyName = "Voicemails")]
internal sealed partial class VoicemailJson : JsonSerializerContext;
