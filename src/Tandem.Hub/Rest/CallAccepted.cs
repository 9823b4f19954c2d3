using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest;

/// <summary>The answer to a call that is being made.</summary>
/// <param name="ConversationId">The conversation, which is in the model already.</param>
/// <param name="Position">The position of the feed at which it is seen.</param>
internal sealed record CallAccepted(ObjectId ConversationId, Position Position);
