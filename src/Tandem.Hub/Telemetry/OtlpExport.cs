using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tandem.Hub.Telemetry;

/// <summary>Sends metrics and traces to a collector while the hub runs; what is left when it stops goes out then.</summary>
internal sealed class OtlpExport(OtlpSettings settings) : IHostedService
{
    private const int FlushMilliseconds = 3000;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("tandem", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3));
        _metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Tandem.*", "System.Runtime")
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Interval.TotalMilliseconds;
            })
            .Build();
        _traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Tandem.*")
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.Shutdown(FlushMilliseconds);
            _metrics?.Shutdown(FlushMilliseconds);
            _traces?.Dispose();
            _metrics?.Dispose();
        },
        CancellationToken.None);

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        // Over HTTP each kind has a path of its own, which the exporter adds only to an address of the environment.
        exporter.Protocol = settings.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = settings.IsGrpc ? settings.Endpoint : new Uri(settings.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
