using Tandem.Pbx.State;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Shows that two legs hear each other.</summary>
    public void NoteJoined(Call first, Call second)
    {
        if (first.ConversationId == second.ConversationId)
        {
            Model.Bridge(first, second);
        }
        else
        {
            NoteJoined(first, second, [], ChangeKind.Merged, detail: null);
        }
    }

    /// <summary>Shows that two legs hear each other, and that others left them, as one change; two conversations become one by it.</summary>
    /// <param name="first">A leg.</param>
    /// <param name="second">The leg that it talks with.</param>
    /// <param name="leaving">The legs that parted from them and are about to end.</param>
    /// <param name="kind">What it is called.</param>
    /// <param name="detail">The number transferred to, or the like.</param>
    public void NoteJoined(Call first, Call second, IReadOnlyList<Call> leaving, ChangeKind kind, string? detail)
    {
        var merged = first.ConversationId == second.ConversationId ? null : Merge(first.ConversationId, second.ConversationId);
        Model.Connect(first, second, leaving, merged, kind, detail);
    }

    /// <summary>Moves the legs of the younger of two conversations to the older one.</summary>
    /// <returns>The younger one.</returns>
    private string Merge(string one, string other)
    {
        // Ids begin with the time.
        var (older, younger) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        var moved = 0;
        foreach (var call in _calls.Values)
        {
            if (call.ConversationId == younger)
            {
                Move(call, older);
                moved++;
            }
        }
        _legsOfConversation.Remove(younger);
        _legsOfConversation[older] = _legsOfConversation.GetValueOrDefault(older) + moved;
        return younger;
    }

    private void Move(Call call, string conversation)
    {
        call.ConversationId = conversation;
        _trace.Assign(call.Session.Invite.CallId!, Model.Id(conversation).ToString());
    }
}
