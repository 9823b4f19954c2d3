using System.Text;
using Tandem.Media;
using Tandem.Pbx.Commands;
using Tandem.Pbx.State;
using Tandem.Sip.Headers;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>
/// Plays one life of calls from numbers: each number is one step, which is done if what it needs is there, and any list of numbers is a life.
/// Says what it does in words.
/// </summary>
internal sealed class CallLife : IDisposable
{
    private const int PhoneCount = 4;
    private const int Kinds = 40;

    // Longer than what is lost on the way needs to come again, once nothing is lost any more.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(600)];

    private readonly SimulatedExchange _exchange;
    private readonly ModelWatch _watch;
    private readonly StringBuilder _script = new();
    private Random _fate = new(0);
    private bool _hasProgram;

    public CallLife(MediaEngine media)
    {
        _exchange = new SimulatedExchange(media, PhoneCount);
        _watch = new ModelWatch((PbxState)_exchange.Switch.Model);
    }

    /// <summary>What was done, a line a step.</summary>
    public string Script => _script.ToString();

    public void Play(IEnumerable<int> steps)
    {
        foreach (var step in steps)
        {
            if (Act(step % Kinds, step / Kinds % 1024) is { } done)
            {
                _script.Append("  ").AppendLine(done);
                Pause(step / (Kinds * 1024));
            }
        }
        End();
    }

    public void Dispose()
    {
        _watch.Dispose();
        _exchange.Dispose();
    }

    private string? Act(int kind, int pick)
    {
        var phone = _exchange.Phones[pick % PhoneCount];
        var number = _exchange.Phones[pick / PhoneCount % PhoneCount].Number;
        var ringing = Pick(_exchange.Up.Where(call => call is { IsIncoming: true, IsAnswered: false }), pick);
        var talking = Pick(_exchange.Up.Where(call => call.IsAnswered), pick);
        var any = Pick(_exchange.Up, pick);
        return kind switch
        {
            _ when phone.IsDead && kind <= 5 => null,
            <= 4 => Done($"{phone.Number} dials {number}", () => phone.Dial(number, lateOffer: pick % 7 == 0)),
            5 => Done($"{phone.Number} dials 999", () => phone.Dial("999")),
            <= 10 when ringing is not null => Done($"{ringing.Name} answers", ringing.Answer),
            11 when ringing is not null => Done($"{ringing.Name} sends early media", () => ringing.Ring(early: true)),
            12 when ringing is not null => Done($"{ringing.Name} declines", () => ringing.Session.Reject(pick % 2 == 0 ? 486 : 603)),
            <= 15 when any is not null => Done($"{any.Name} hangs up", () => any.Session.Hangup()),
            16 or 17 when talking is not null => Done($"{talking.Name} {(talking.IsHolding ? "resumes" : "holds")}", () => talking.Hold(!talking.IsHolding)),
            18 or 19 when talking is not null => Done($"{talking.Name} refers to {number}", () => talking.Phone.Refer(talking, number)),
            20 or 21 when talking is not null && talking.Phone.Up.FirstOrDefault(call => call != talking) is { } second =>
                Done($"{talking.Name} refers to {second.Name}", () => talking.Phone.Refer(talking, second)),
            22 => Command(talking, "is transferred by command to " + number, leg => new BlindTransferCommand(leg, number)),
            23 => Command(talking, "consults by command " + number, leg => new ConsultCommand(leg, number)),
            24 => Consulted(talking),
            25 => Command(ringing, $"is picked up by command at {number}", leg => new PickUpCommand(number, leg)),
            26 when ringing is not null && !phone.IsDead => Done($"{phone.Number} dials *8{ringing.Phone.Number}", () => phone.Dial("*8" + ringing.Phone.Number)),
            27 when any is not null && !phone.IsDead => Replace(phone, any),
            28 => Command(any, "is hung up by command", leg => new HangUpCommand(leg)),
            29 => Command(talking, "is redirected by command to " + number, leg => new RedirectCommand(leg, number)),
            30 => Command(talking, "holds or resumes by command", leg => pick % 2 == 0 ? new HoldCommand(leg) : new ResumeCommand(leg)),
            31 => Disaster(phone, pick),
            32 or 33 or 34 => Program(talking, Pick(_exchange.Up.Where(call => call.IsAnswered), pick / 7)),
            35 or 36 or 37 => Program(talking, "is parted by a program", leg => leg.UnbridgeAsync()),
            38 when talking is not null && _exchange.LegOf(talking) is { IsProgrammed: true } => Program(talking, $"is connected by a program with {number}", leg => leg.DialAsync(new DialRequest(DialTarget.User(number)))),
            39 => Command(talking, "goes to the conference", leg => new JoinConferenceCommand(leg, "room")),
            _ => null,
        };
    }

    private static SimulatedCall? Pick(IEnumerable<SimulatedCall> calls, int pick)
    {
        var among = calls.Where(call => !call.Phone.IsDead).ToArray();
        return among.Length == 0 ? null : among[pick % among.Length];
    }

    private string Done(string text, Action work)
    {
        _exchange.Posted(work);
        return text;
    }

    private string Done<T>(string text, Func<T> work) => Done(text, () => { work(); });

    private string? Command(SimulatedCall? call, string what, Func<Pbx.Model.ObjectId, PbxCommand> command)
    {
        if (call is null || _exchange.LegOf(call) is not { } leg)
        {
            return null;
        }
        _exchange.Command(command(_exchange.IdOf(leg)));
        return $"{call.Name} {what}";
    }

    private string? Program(SimulatedCall? one, SimulatedCall? other) =>
        one is null || other is null || one == other || _exchange.LegOf(other) is not { } leg ? null
            : Program(one, $"is connected by a program with {other.Name}", call => call.BridgeAsync(leg));

    private string? Program(SimulatedCall? call, string what, Func<Call, Task> work)
    {
        if (call is null || _exchange.LegOf(call) is not { Ringing: null } leg)
        {
            return null;
        }
        _hasProgram = true;
        _exchange.Posted(() => work(leg));
        return $"{call.Name} {what}";
    }

    private string? Consulted(SimulatedCall? talking)
    {
        if (talking is null || _exchange.LegOf(talking) is not { } leg)
        {
            return null;
        }
        // The leg asked where there is one, else another call of the same phone.
        var second = leg.Consultation is not null ? leg.Peer : talking.Phone.Up.Where(call => call != talking).Select(_exchange.LegOf).FirstOrDefault();
        return second is null ? null : Command(talking, $"completes by command with {second.Own.Number}", id => new AttendedTransferCommand(id, _exchange.IdOf(second)));
    }

    private string? Replace(SimulatedPhone phone, SimulatedCall replaced) =>
        _exchange.LegOf(replaced)?.Session.Dialog is not { } dialog ? null
            : Done($"{phone.Number} dials in place of {replaced.Name}", () => phone.Dial(replaced.Phone.Number, replaces: new Replaces(dialog.Id.CallId, dialog.Id.LocalTag, dialog.Id.RemoteTag).ToString()));

    private string? Disaster(SimulatedPhone phone, int pick)
    {
        if (pick % 8 == 0 && !phone.IsDead)
        {
            phone.Die();
            return $"{phone.Number} loses its power";
        }
        _fate = new Random(pick);
        _exchange.Network.Fate = _ => _fate.Next(8) switch
        {
            0 or 1 => [],
            2 => [TimeSpan.Zero, TimeSpan.FromMilliseconds(30)],
            3 => [TimeSpan.FromMilliseconds(_fate.Next(300))],
            _ => [TimeSpan.Zero],
        };
        return "the network loses, doubles and delays datagrams";
    }

    private void Pause(int how)
    {
        if (how % 2 == 0)
        {
            _exchange.Pass(Pauses[how / 2 % Pauses.Length]);
            _watch.Check();
            ConversationTruth.AssertIsModel(_exchange);
            return;
        }
        Settle();
    }

    private void Settle()
    {
        _exchange.Network.Fate = null;
        _exchange.Pass(Settling);
        _script.AppendLine("  - settled");
        _watch.Check();
        SipTruth.AssertIsModel(_exchange, phonesAreTold: !_hasProgram);
        ConversationTruth.AssertIsModel(_exchange);
    }

    private void End()
    {
        Settle();
        for (var round = 0; round < 20 && _exchange.Up.Any(call => !call.Phone.IsDead); round++)
        {
            _exchange.Posted(() => _exchange.Up.Where(call => !call.Phone.IsDead).ToList().ForEach(call => call.Session.Hangup()));
            Settle();
        }
        // What phones without power leave behind ends by time-outs, and by session timers at the latest.
        _exchange.Posted(() => _exchange.Up.ToList().ForEach(call => call.Session.Hangup()));
        for (var waited = 0; waited < 120 && !_exchange.IsAtRest; waited++)
        {
            _exchange.Pass(TimeSpan.FromMinutes(1));
            _watch.Check();
        }
        _script.AppendLine("  - everybody has hung up");
        _watch.Check();
        Assert.Empty(_watch.Unended);
        Assert.Equal("", string.Join(", ", _exchange.Kept().Where(kept => kept.Count != 0)));
        Assert.True(_exchange.AllCommandsHaveResults, "A command has no result.");
        Assert.True(_exchange.AllPortsAreClosed, "A media port is open.");
        Assert.Empty(_exchange.Switch.Model.Snapshot().Channels);
    }
}
