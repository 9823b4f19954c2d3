using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Media;

/// <summary>A hub with all codecs, that takes encrypted media without TLS.</summary>
public sealed class MediaHubFixture() : HubFixture([("Switch:Codecs", "PCMA,PCMU,G722,L16,Opus"), ("Switch:SrtpWithoutTls", "true")]);
