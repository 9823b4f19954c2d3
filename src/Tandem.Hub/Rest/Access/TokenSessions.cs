namespace Tandem.Hub.Rest.Access;

/// <summary>What is open by each token, so that it ends with its token.</summary>
internal sealed class TokenSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<Session>> _open = [];

    // The integers of tokens are never given again, so a name stays revoked.
    private readonly HashSet<string> _revoked = [];

    /// <summary>Notes that something is open.</summary>
    /// <param name="caller">By whose token.</param>
    /// <param name="end">Ends it; called at once where the token was revoked meanwhile. It may not throw.</param>
    /// <returns>To be disposed of when it has ended.</returns>
    public IDisposable Open(Caller caller, Action end)
    {
        var session = new Session(this, caller.Name, end);
        lock (_gate)
        {
            if (!_revoked.Contains(caller.Name))
            {
                if (!_open.TryGetValue(caller.Name, out var own))
                {
                    _open.Add(caller.Name, own = []);
                }
                own.Add(session);
                return session;
            }
        }
        end();
        return session;
    }

    /// <summary>Ends all that is open by a token, and what may still come by it.</summary>
    /// <param name="caller">Whose token was revoked.</param>
    public void Revoke(Caller caller)
    {
        Session[] ended;
        lock (_gate)
        {
            _revoked.Add(caller.Name);
            ended = _open.TryGetValue(caller.Name, out var own) ? [.. own] : [];
        }
        foreach (var session in ended)
        {
            session.End();
        }
    }

    private sealed class Session(TokenSessions owner, string token, Action end) : IDisposable
    {
        public Action End => end;

        public void Dispose()
        {
            lock (owner._gate)
            {
                if (owner._open.TryGetValue(token, out var own) && own.Remove(this) && own.Count == 0)
                {
                    owner._open.Remove(token);
                }
            }
        }
    }
}
