using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>INFO: what an application tells its peer within the call (RFC 6086, without packages), such as keys.</summary>
public sealed partial class InviteSession
{
    private bool _remoteAllowsInfo;

    /// <summary>Whether the peer takes INFO, as its Allow header says.</summary>
    public bool CanInform => _remoteAllowsInfo;

    /// <summary>Sends an INFO; what the peer answers is not waited for.</summary>
    /// <param name="contentType">The media type of the body.</param>
    /// <param name="body">The body.</param>
    /// <returns>False where the session is not established, or the peer takes no INFO.</returns>
    public bool Inform(string contentType, ReadOnlyMemory<byte> body)
    {
        if (State != SessionState.Established || !CanInform)
        {
            return false;
        }
        var info = Dialog!.CreateRequest(SipMethod.Info);
        info.SetBody(contentType, body);
        _agent.Stack.Send(info, NextFlow(), IgnoreOutcome.Instance);
        return true;
    }
}
