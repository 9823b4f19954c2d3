using Tandem.Media.Mixing;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private MixMember? _mix;

    /// <summary>What this leg is in a mix; null where it is in none.</summary>
    public MixMember? Member => _mix;

    /// <summary>Whether what the remote says is heard by others.</summary>
    public bool IsReceiving => _receive;

    /// <summary>Enters a mix of its own shard, in place of any link; or changes what it may do there.</summary>
    public void Enter(AudioMix mix, ConferenceMember member, MediaLeg? whispersTo, long order)
    {
        if (IsOvertaken(order))
            return;
        if (_mix?.Mix != mix)
        {
            Unlink(order);
            _mix = mix.Add(this);
        }

        _linkOrder = order;
        _mix.Set(member, whispersTo);
        UpdatePlayout();
    }

    public void LeaveMix()
    {
        if (_mix is not { } member)
            return;
        _mix = null;
        member.Mix.Remove(member);
        UpdatePlayout();
    }

    public void RaiseTalking(bool isTalking) => _observer.OnTalking(isTalking);
}
