using System.Diagnostics.Metrics;

namespace Tandem.Cti.Source;

/// <summary>The instruments of the meter <c>Tandem.Cti</c>, for one source.</summary>
internal sealed class CtiMetrics(string source)
{
    private static readonly Meter Meter = new("Tandem.Cti");

    private static readonly UpDownCounter<long> ConnectedCounter =
        Meter.CreateUpDownCounter<long>("tandem.cti.connected", "{connection}", "Sources whose connection is up.");

    private static readonly Counter<long> LostCounter =
        Meter.CreateCounter<long>("tandem.cti.lost", "{connection}", "Connections that were lost or could not be made.");

    private readonly KeyValuePair<string, object?> _tag = new("tandem.source", source);

    private bool _isConnected;

    public void Connected(bool isConnected)
    {
        if (isConnected != _isConnected)
        {
            ConnectedCounter.Add(isConnected ? 1 : -1, _tag);
        }
        _isConnected = isConnected;
        if (!isConnected)
        {
            LostCounter.Add(1, _tag);
        }
    }
}
