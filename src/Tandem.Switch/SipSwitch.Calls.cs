using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Routing;

namespace Tandem.Switch;

/// <content>What programs do with calls.</content>
public sealed partial class SipSwitch
{
    /// <summary>Gives the calls to a number to a program. The handler runs on the thread pool; when it returns, its call is hung up.</summary>
    /// <param name="pattern">The numbers, as <see cref="NumberPattern"/> says.</param>
    /// <param name="handler">The program.</param>
    /// <param name="name">Its name, as the model shows it.</param>
    /// <param name="domain">The name of the domain whose numbers they are; the exchange's own where null. What the program dials for the call are numbers of that domain too.</param>
    /// <returns>Dispose it to take no more calls.</returns>
    /// <exception cref="FormatException">The pattern is none.</exception>
    /// <exception cref="ArgumentException">There is no such domain.</exception>
    public IDisposable OnCall(string pattern, Func<Call, Task> handler, string name = "application", string? domain = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _routes.Add(new Route(_domains.Get(domain), NumberPattern.Parse(pattern), name, call => Task.Run(() => handler(call))));
    }

    /// <summary>Calls somebody for the program itself: nobody hears it ring, and the leg that answers is in the program's hands, which ends it.</summary>
    /// <param name="request">Whom to call and how.</param>
    /// <param name="cancellationToken">Stops the ringing.</param>
    /// <returns>The result once somebody has answered, or nobody has.</returns>
    /// <exception cref="ArgumentException">A member of the request is out of its range.</exception>
    public Task<DialResult> DialAsync(DialRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        _ = _domains.Get(request.Domain);
        return _loop.RunAsync(() => _calls.DialAsync(caller: null, request, cancellationToken));
    }

    /// <summary>A leg that is up now, by the local id of its channel in the model; null for none.</summary>
    /// <param name="id">The id: <see cref="Call.Id"/>.</param>
    public Task<Call?> FindCallAsync(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _loop.InvokeAsync(() => _calls.Find(id));
    }

    /// <summary>The legs that are up now and fit, the oldest first.</summary>
    /// <param name="filter">Which; all where null.</param>
    public Task<IReadOnlyList<Call>> FindCallsAsync(CallFilter? filter = null) => _loop.InvokeAsync(() => _calls.Find(filter ?? new CallFilter()));
}
