using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>The pumps that run: one of each kind for each view of the model that somebody has subscribed to.</summary>
internal sealed class FeedPumps(Exchange exchange, FrameEncoder encoder, BertFrameEncoder bertEncoder, ILogger<FeedPumps> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Type Kind, Projection Projection), (FeedPump Pump, int Users)> _pumps = [];

    /// <summary>A pump of the model's frames.</summary>
    /// <param name="projection">The view.</param>
    public ModelPump TakeModel(Projection projection) => Take(projection, view => new ModelPump(exchange.Model, view, encoder, logger));

    /// <summary>A pump of the records of channels.</summary>
    /// <param name="projection">The view.</param>
    public ChannelPump TakeChannels(Projection projection) => Take(projection, view => new ChannelPump(exchange.Model, view, logger));

    /// <summary>A pump of the model's frames in BERT.</summary>
    /// <param name="projection">The view.</param>
    public ObjectPump TakeObjects(Projection projection) => Take(projection, view => new ObjectPump(exchange.Model, view, bertEncoder, logger));

    /// <summary>Gives a pump back; the last one who does so ends it.</summary>
    /// <typeparam name="T">The kind of pump.</typeparam>
    /// <param name="projection">Its view.</param>
    public void Return<T>(Projection projection)
        where T : FeedPump
    {
        lock (_gate)
        {
            var (pump, users) = _pumps[(typeof(T), projection)];
            if (users > 1)
            {
                _pumps[(typeof(T), projection)] = (pump, users - 1);
                return;
            }
            _pumps.Remove((typeof(T), projection));
            pump.Dispose();
        }
    }

    private T Take<T>(Projection projection, Func<Projection, T> create)
        where T : FeedPump
    {
        lock (_gate)
        {
            if (_pumps.TryGetValue((typeof(T), projection), out var known))
            {
                _pumps[(typeof(T), projection)] = (known.Pump, known.Users + 1);
                return (T)known.Pump;
            }
            var pump = create(projection);
            pump.Start();
            _pumps.Add((typeof(T), projection), (pump, 1));
            return pump;
        }
    }
}
