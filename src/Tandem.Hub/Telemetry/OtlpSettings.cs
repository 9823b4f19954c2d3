using Tandem.Hub.Configuration;

namespace Tandem.Hub.Telemetry;

/// <summary>Settings of the export of metrics and traces by the OpenTelemetry protocol.</summary>
public sealed record OtlpSettings
{
    /// <summary><c>Hub:Otlp:Endpoint</c>: the collector's base address, for example <c>http://127.0.0.1:4318</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary><c>Hub:Otlp:Protocol</c>: true for <c>grpc</c>, false for <c>http/protobuf</c>, the default.</summary>
    public bool IsGrpc { get; init; }

    /// <summary><c>Hub:Otlp:WithNumbers</c>: whether spans name who calls whom; default no.</summary>
    public bool WithNumbers { get; init; }

    /// <summary><c>Hub:Otlp:IntervalSeconds</c>: how often metrics are sent, 1 to 3600 s; default 60 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    internal static OtlpSettings? Read(SettingsReader reader)
    {
        const string endpointKey = "Hub:Otlp:Endpoint";
        const string protocolKey = "Hub:Otlp:Protocol";
        var protocol = reader.Text(protocolKey, "http/protobuf");
        var withNumbers = reader.Flag("Hub:Otlp:WithNumbers");
        var interval = reader.Number("Hub:Otlp:IntervalSeconds", 60, 1, 3600);
        if (protocol is not ("grpc" or "http/protobuf"))
        {
            throw new SettingsException(protocolKey, protocol, "grpc, http/protobuf");
        }
        if (reader.Text(endpointKey) is not { } text)
        {
            return null;
        }
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? new OtlpSettings { Endpoint = endpoint!, IsGrpc = protocol == "grpc", WithNumbers = withNumbers, Interval = TimeSpan.FromSeconds(interval) }
            : throw new SettingsException(endpointKey, text, "a URL such as http://127.0.0.1:4318");
    }
}
