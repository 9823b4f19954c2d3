using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Calls;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CallBody))]
[JsonSerializable(typeof(SessionBody))]
internal sealed partial class CallJson : JsonSerializerContext;
