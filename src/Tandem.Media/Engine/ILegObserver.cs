using Tandem.Media.Dtmf;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

/// <summary>What a leg tells the world. Called on the media thread; must not block.</summary>
internal interface ILegObserver
{
    void OnDigit(char digit);

    void OnLatched(in TransportAddress source);

    void OnPlayEnded(AudioSource source, PlayEndReason reason);

    void OnFaxTone(FaxTone tone);

    void OnIdle();

    void OnTalking(bool isTalking);

    void OnFault(Exception exception);

    void OnClosed();
}
