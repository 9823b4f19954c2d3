using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Devices;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ItemList<Device>), TypeInfoPropertyName = "Devices")]
internal sealed partial class DeviceJson : JsonSerializerContext;
