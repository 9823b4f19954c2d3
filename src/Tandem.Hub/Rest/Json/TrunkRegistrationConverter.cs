using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Json;

/// <summary>Writes how a trunk's registration stands in the words that panels know: <c>noauth</c>.</summary>
internal sealed class TrunkRegistrationConverter() : EnumNameConverter<TrunkRegistration>(new Dictionary<TrunkRegistration, string>
{
    [TrunkRegistration.NoAuth] = "noauth",
});
