using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Contacts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Contact[]), TypeInfoPropertyName = "Contacts")]
[JsonSerializable(typeof(ItemList<Contact>), TypeInfoPropertyName = "Page")]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(string[]), TypeInfoPropertyName = "Texts")]
[JsonSerializable(typeof(IReadOnlyList<ContactAddress>), TypeInfoPropertyName = "Addresses")]
[JsonSerializable(typeof(IReadOnlyList<IReadOnlyList<string>>), TypeInfoPropertyName = "Organizations")]
internal sealed partial class ContactJson : JsonSerializerContext;
