using Tandem.Pbx;
using Tandem.Pbx.Commands;

namespace Tandem.Hub.Rest;

/// <summary>A source of the exchange, as REST lists it.</summary>
/// <param name="Name">Its name, the first part of its objects' ids.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Connection">How it stands with its exchange; null where there is nothing between the two.</param>
internal sealed record SourceView(string Name, CapabilitySet Capabilities, PbxConnection? Connection = null);
