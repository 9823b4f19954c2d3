using Tandem.Pbx;
using Tandem.Pbx.Feed;

namespace Tandem.Hub.Events;

/// <summary>Brings the frames of the model to other Tandems, in BERT.</summary>
internal sealed class ObjectPump(IPbxModel model, Projection projection, BertFrameEncoder encoder, ILogger logger)
    : ModelPump(model, projection, encoder, logger);
