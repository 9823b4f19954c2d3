using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/conversations</c>.</summary>
internal static class ConversationEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapDelete("/conversations/{**id}", EndAsync).RequireScope(Scope.Call).AnswersNothing("Ends a call.", 404, 409, 501);
    }

    private static async Task<IResult> EndAsync(string id, Caller caller, Exchange exchange, CancellationToken cancellationToken)
    {
        var reference = RouteId.Read(id);
        var found = exchange.Model.Resolve(EntityKind.Conversation, reference, caller.Domain);
        if (found.IsAmbiguous)
        {
            return CommandProblem.Of(CommandResult.Ambiguous(reference, found.Candidates))!;
        }
        if (found.Id is not { } resolved || !exchange.Model.TryGet(resolved, out Conversation? conversation) || !caller.Sees(conversation)
            || conversation.EndedAt is not null)
        {
            return Problem.NotFound("conversation", reference.Text);
        }
        var results = await Task.WhenAll(ChannelsOf(conversation, exchange)
            .Select(channel => exchange.ExecuteAsync(new HangUpCommand(channel) { Domain = caller.Domain }, cancellationToken).AsTask()))
            .ConfigureAwait(false);

        // With one leg hung up another may be gone before its turn; and a leg of another domain ends by itself, without a word about it.
        return results.Where(result => result.Outcome != CommandOutcome.NotFound).Select(CommandProblem.Of).FirstOrDefault(problem => problem is not null)
            ?? Results.NoContent();
    }

    private static IEnumerable<ObjectId> ChannelsOf(Conversation conversation, Exchange exchange)
    {
        var legs = exchange.Model.Snapshot().Channels.Where(channel => channel.Conversation == conversation.Id).Select(channel => channel.Id);
        return conversation.Participants.Select(participant => participant.Channel).OfType<ObjectId>().Union(legs);
    }
}
