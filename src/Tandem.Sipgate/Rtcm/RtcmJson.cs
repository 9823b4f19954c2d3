using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Rtcm;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CallList))]
[JsonSerializable(typeof(SwitchBody))]
[JsonSerializable(typeof(RecordingBody))]
[JsonSerializable(typeof(AnnouncementBody))]
[JsonSerializable(typeof(DtmfBody))]
[JsonSerializable(typeof(TransferBody))]
internal sealed partial class RtcmJson : JsonSerializerContext;
