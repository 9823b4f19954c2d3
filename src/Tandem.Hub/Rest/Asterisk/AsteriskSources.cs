using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Functions;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary>Finds the Asterisk that a path names, as far as the caller may see it, and says in HTTP what it told.</summary>
internal sealed class AsteriskSources(Exchange exchange)
{
    /// <summary>Does something with an Asterisk that answers nothing.</summary>
    public async Task<IResult> DoAsync(string name, Caller caller, Func<AsteriskPbx, ValueTask<CommandResult>> work)
    {
        if (Find(name, caller) is not { } pbx)
        {
            return Unknown(name);
        }
        var result = await work(pbx).ConfigureAwait(false);
        return CommandProblem.Of(result) ?? Results.Json(new Commands.CommandDone(result.Id, result.Position ?? exchange.Model.Position), ApiJson.TypeOf<Commands.CommandDone>());
    }

    /// <summary>Asks an Asterisk for something.</summary>
    public async Task<IResult> AskAsync<T, TView>(string name, Caller caller, string what, Func<AsteriskPbx, ValueTask<AsteriskResult<T>>> ask, Func<T, TView> show)
    {
        if (Find(name, caller) is not { } pbx)
        {
            return Unknown(name);
        }
        var result = await ask(pbx).ConfigureAwait(false);
        return CommandProblem.Of(result.Outcome)
            ?? (result.HasValue ? Results.Json(show(result.Value), ApiJson.TypeOf<TView>()) : Problem.NotFound("entry", what));
    }

    /// <summary>The Asterisk of a name; null when there is none, or none of the caller's domain.</summary>
    public AsteriskPbx? Find(string name, Caller caller) => exchange.Sources.OfType<AsteriskPbx>()
        .FirstOrDefault(source => source.Name == name && caller.User is null && (caller.Domain is null || caller.Domain == source.Options.Model.Domain));

    /// <summary>There is no such Asterisk.</summary>
    public static Problem Unknown(string name) => Problem.NotFound("Asterisk", name);
}
