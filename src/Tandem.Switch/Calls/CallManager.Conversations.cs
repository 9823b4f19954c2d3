using Tandem.Pbx.State;
using Tandem.Switch.Calls.Conversations;

namespace Tandem.Switch.Calls;

/// <summary>Which legs are one conversation (decision 0017).</summary>
internal sealed partial class CallManager
{
    // Those of which legs have parted: in all others everybody belongs together, and nothing needs to be looked at.
    private readonly HashSet<string> _parted = new(StringComparer.Ordinal);

    /// <summary>Notes that legs of a conversation may go on without each other: they no longer hear each other, or are in a transfer no more.</summary>
    public void NoteParted(Call leg)
    {
        if (_legsOfConversation.ContainsKey(leg.ConversationId))
        {
            _parted.Add(leg.ConversationId);
        }
    }

    /// <summary>Shows that two legs hear each other.</summary>
    /// <param name="first">A leg.</param>
    /// <param name="second">The leg that it talks with.</param>
    /// <param name="left">The legs that they talked with until now.</param>
    public void NoteJoined(Call first, Call second, IReadOnlyList<Call> left)
    {
        if (first.ConversationId == second.ConversationId && !IsParted(first))
        {
            Model.Bridge(first, second);
            return;
        }
        var regrouping = Regroup(first, second, EndingOf(left));
        Model.Connect(first, second, [], left, regrouping, regrouping?.Merged is null ? ChangeKind.Bridged : ChangeKind.Merged, detail: null);
    }

    /// <summary>Shows that two legs hear each other, and that others left them, as one change.</summary>
    /// <param name="first">A leg.</param>
    /// <param name="second">The leg that it talks with.</param>
    /// <param name="leaving">The legs that parted from them and are about to end.</param>
    /// <param name="kind">What it is called.</param>
    /// <param name="detail">The number transferred to, or the like.</param>
    public void NoteJoined(Call first, Call second, IReadOnlyList<Call> leaving, ChangeKind kind, string? detail) =>
        Model.Connect(first, second, leaving, [], Regroup(first, second, leaving), kind, detail);

    /// <summary>Shows that a leg has got the call of another one.</summary>
    private void NotePickedUp(Call caller, Call picker, Call? left, string? number)
    {
        IReadOnlyList<Call> all = left is null ? [] : [left];
        Model.Connect(caller, picker, [], all, Regroup(caller, picker, EndingOf(all)), ChangeKind.PickedUp, number);
    }

    /// <summary>Shows that two legs no longer hear each other. They stay in one conversation, unless phones ring for one of them.</summary>
    public void NoteUnbridged(Call first, Call second)
    {
        var goesOn = first.Ringing is { Legs.Count: > 0 } || second.Ringing is { Legs.Count: > 0 };
        Model.Unbridge(first, second, goesOn ? Regroup(first, first, []) : null);
    }

    /// <summary>A leg begins something of its own: who has parted from it is in another conversation from now on.</summary>
    public void GoOn(Call leg)
    {
        if (RegroupAlone(leg, left: null) is { } regrouping)
        {
            Model.Split(regrouping);
        }
    }

    /// <summary>Parts the conversation of a leg that goes on without the one that it talked with.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="left">Whom it leaves; null for nobody.</param>
    /// <returns>Who changes the conversation by it; null for nobody.</returns>
    private Regrouping? RegroupAlone(Call leg, Call? left) => IsParted(leg) ? Regroup(leg, leg, left is null ? [] : EndingOf([left])) : null;

    private static IReadOnlyList<Call> EndingOf(IReadOnlyList<Call> left) => left.Count == 0 ? [] : [.. left.Where(leg => !leg.StaysAlone)];

    private bool IsParted(Call leg) => _parted.Count > 0 && _parted.Contains(leg.ConversationId);

    /// <summary>Settles which conversations there are once two legs go on together: theirs become one, and whom they leave has one of its own.</summary>
    private Regrouping? Regroup(Call first, Call second, IReadOnlyList<Call> leaving)
    {
        // Ids begin with the time.
        var (older, younger) = string.CompareOrdinal(first.ConversationId, second.ConversationId) <= 0
            ? (first.ConversationId, second.ConversationId)
            : (second.ConversationId, first.ConversationId);
        var others = IsParted(first) || IsParted(second) ? PartsOf(first, older, younger, leaving) : [];
        _parted.Remove(older);
        _parted.Remove(younger);
        if (others.Count == 0)
        {
            return older == younger ? null : new Regrouping(Merge(younger, older), []);
        }
        return Part(older, younger, others);
    }

    /// <summary>The parts of one conversation, or of two: that of a leg first. None where everybody belongs to that one.</summary>
    private List<List<Call>> PartsOf(Call leg, string older, string younger, IReadOnlyList<Call> leaving)
    {
        var joined = CallPart.Of(leg, leaving);
        var all = _legsOfConversation[older] + (older == younger ? 0 : _legsOfConversation[younger]);
        if (joined.Union(leaving).Count(IsIn) == all)
        {
            return [];
        }
        List<List<Call>> parts = [joined];
        CallPart.AddPartsOf(_calls.Values.Where(call => IsIn(call) && !call.IsEnded && !leaving.Contains(call)), parts, leaving);
        return parts.Count == 1 ? [] : parts;

        bool IsIn(Call call) => call.ConversationId == older || call.ConversationId == younger;
    }

    /// <summary>The part with the oldest leg keeps the conversation; each other one gets another. The first part gets one alone, of two that it had.</summary>
    private Regrouping Part(string older, string younger, List<List<Call>> parts)
    {
        string[] conversations = older == younger ? [older] : [older, younger];
        var keepers = conversations.ToDictionary(id => id, id => parts.MinBy(part => part.Where(leg => leg.ConversationId == id).Min(leg => leg.Id) ?? "~"));
        var target = conversations.FirstOrDefault(id => keepers[id] == parts[0]) ?? CallId.New(Loop.TimeProvider);
        var separations = new List<Separation>();
        foreach (var part in parts)
        {
            var fresh = part == parts[0] ? target : CallId.New(Loop.TimeProvider);
            foreach (var conversation in conversations.Where(id => keepers[id] != part))
            {
                Call[] legs = [.. part.Where(leg => leg.ConversationId == conversation)];
                if (legs.Length > 0)
                {
                    Move(legs, conversation, fresh);
                    separations.Add(new Separation(conversation, fresh, legs));
                }
            }
        }
        var merged = conversations.FirstOrDefault(id => keepers[id] == parts[0] && id != target);
        return new Regrouping(merged is null ? null : Merge(merged, target), separations);
    }

    /// <summary>Moves the legs of a conversation to an older one.</summary>
    /// <returns>The conversation.</returns>
    private string Merge(string younger, string older)
    {
        Move([.. _calls.Values.Where(call => call.ConversationId == younger)], younger, older);
        return younger;
    }

    private void Move(IReadOnlyCollection<Call> legs, string from, string to)
    {
        foreach (var leg in legs)
        {
            leg.ConversationId = to;
            _trace.Assign(leg.Session.Invite.CallId!, Model.Id(to).ToString());
        }
        CountLegs(to, legs.Count);
        CountLegs(from, -legs.Count);
    }

    /// <returns>How many legs the conversation has then.</returns>
    private int CountLegs(string conversation, int change)
    {
        var legs = _legsOfConversation.GetValueOrDefault(conversation) + change;
        if (legs > 0)
        {
            _legsOfConversation[conversation] = legs;
        }
        else
        {
            _legsOfConversation.Remove(conversation);
            if (_parted.Count > 0)
            {
                _parted.Remove(conversation);
            }
        }
        return legs;
    }
}
