using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.OpenApi;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary><c>/api/channels</c>.</summary>
internal static class ChannelEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group <c>/api</c>.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapDelete("/channels/{**id}", HangUpAsync).RequireScope(Scope.Call).AnswersNothing("Hangs a leg up.", 404, 409, 501);
    }

    private static async Task<IResult> HangUpAsync(string id, Caller caller, Exchange exchange, CancellationToken cancellationToken)
    {
        var reference = RouteId.Read(id);
        if (exchange.Model.Resolve(EntityKind.Channel, reference, caller.Domain).Id is { } resolved
            && exchange.Model.TryGet(resolved, out Channel? channel) && !caller.Sees(channel))
        {
            return Problem.NotFound("channel", reference.Text);
        }
        var result = await exchange.ExecuteAsync(new HangUpCommand(reference) { Domain = caller.Domain }, cancellationToken).ConfigureAwait(false);
        return CommandProblem.Of(result) ?? Results.NoContent();
    }
}
