using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Rest.Commands;

/// <summary>The answer to a command that was done.</summary>
/// <param name="Id">The object that it made or acted on; null where there is none.</param>
/// <param name="Position">The position of the feed by which its effect is seen.</param>
internal sealed record CommandDone(ObjectId? Id, Position Position);
