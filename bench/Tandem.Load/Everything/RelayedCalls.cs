using System.Net;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Phone;
using Tandem.Phone.Calls;

namespace Tandem.Load.Everything;

/// <summary>Two phones that call each other many times and play: the process that <see cref="RelayedProcess"/> starts.</summary>
internal static class RelayedCalls
{
    /// <summary>How many extensions it needs.</summary>
    public const int Phones = 2;

    // Relaying needs no clock; music on hold does.
    private const int HeldCalls = 20;

    /// <summary>Calls, says <c>up</c>, and waits for a line; then hangs up and says how many packets were sent and received.</summary>
    /// <param name="sipPort">Where the hub is.</param>
    /// <param name="firstUser">The index of the first of the two users.</param>
    /// <param name="calls">How many calls.</param>
    public static async Task RunAsync(int sipPort, int firstUser, int calls)
    {
        var server = new IPEndPoint(IPAddress.Loopback, sipPort);
        await using var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 32_000, LastPort = 39_999, Shards = 1 });
        await using var caller = Phone(firstUser);
        await using var callee = Phone(firstUser + 1);
        if (await callee.RegisterAsync().ConfigureAwait(false) != 200)
        {
            throw new InvalidOperationException("The phone could not register.");
        }
        List<PhoneCall> legs = [];
        for (var i = 0; i < calls; i++)
        {
            var outgoing = await caller.CallAsync(callee.User).ConfigureAwait(false);
            var incoming = await callee.WaitForCallAsync().ConfigureAwait(false);
            if (await outgoing.WaitForAnswerAsync().ConfigureAwait(false) != 200)
            {
                throw new InvalidOperationException($"Call {i} was not answered.");
            }
            legs.AddRange([outgoing, incoming]);
        }
        legs.ForEach(leg => leg.Play(new ToneSource(440)));
        foreach (var leg in legs.Where(leg => !leg.IsIncoming).Take(HeldCalls))
        {
            await leg.HoldAsync().ConfigureAwait(false);
        }
        Console.WriteLine("up");
        Console.ReadLine();
        var figures = legs.ConvertAll(leg => leg.Statistics);
        foreach (var leg in legs.Where(leg => !leg.IsIncoming))
        {
            await leg.HangupAsync().ConfigureAwait(false);
        }
        await Task.WhenAll(legs.Select(leg => leg.WaitForHangupAsync())).ConfigureAwait(false);

        // By sequence number: what is still on its way is not lost.
        Console.WriteLine($"{figures.Sum(leg => leg.PacketsReceived + Math.Max(0, leg.PacketsLost))} {figures.Sum(leg => leg.PacketsReceived)}");

        SipPhone Phone(int index) => new(
            new PhoneOptions { User = HubProcess.UserAt(index), Password = HubProcess.Secret, Server = server, AutoAnswer = true }, media);
    }
}
