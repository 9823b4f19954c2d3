using Tandem.Switch.Calls;

namespace Tandem.Switch.Routing;

/// <summary>Which application takes a dialled number. The first pattern that fits wins, in the order of registration.</summary>
internal sealed class RouteTable
{
    private readonly Lock _lock = new();
    private Route[] _routes = [];

    public IDisposable Add(NumberPattern pattern, string name, Func<Call, Task> handler)
    {
        var route = new Route(pattern, name, handler);
        lock (_lock)
        {
            _routes = [.. _routes, route];
        }
        return new Registration(this, route);
    }

    public Route? Find(string number) => Array.Find(Volatile.Read(ref _routes), route => route.Pattern.Matches(number));

    private void Remove(Route route)
    {
        lock (_lock)
        {
            _routes = [.. _routes.Where(other => other != route)];
        }
    }

    private sealed class Registration(RouteTable table, Route route) : IDisposable
    {
        public void Dispose() => table.Remove(route);
    }
}
