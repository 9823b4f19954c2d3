using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Users;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(ItemList<WebUser>), TypeInfoPropertyName = "Users")]
internal sealed partial class UserJson : JsonSerializerContext;
