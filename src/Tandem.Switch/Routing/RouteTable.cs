using Tandem.Switch.Directory;

namespace Tandem.Switch.Routing;

/// <summary>Which application takes a dialled number. The first pattern that fits wins, in the order of registration.</summary>
internal sealed class RouteTable
{
    private readonly Lock _lock = new();
    private Route[] _routes = [];

    public IDisposable Add(Route route)
    {
        lock (_lock)
        {
            _routes = [.. _routes, route];
        }
        return new Registration(this, route);
    }

    public Route? Find(string number, SipDomain domain)
    {
        foreach (var route in Volatile.Read(ref _routes))
        {
            if (ReferenceEquals(route.Domain, domain) && route.Pattern.Matches(number))
            {
                return route;
            }
        }
        return null;
    }

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
