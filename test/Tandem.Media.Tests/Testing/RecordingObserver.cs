using Tandem.Media.Dtmf;
using Tandem.Media.Engine;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Testing;

/// <summary>Keeps what a leg tells.</summary>
internal sealed class RecordingObserver : ILegObserver
{
    public string Digits { get; private set; } = "";

    public List<PlayEndReason> PlaysEnded { get; } = [];

    public List<Exception> Faults { get; } = [];

    public int Latches { get; private set; }

    public int Closes { get; private set; }

    /// <summary>Ends of plays and digits, in the order in which they were told.</summary>
    public List<string> Order { get; } = [];

    public void OnDigit(char digit)
    {
        Digits += digit;
        Order.Add(digit.ToString());
    }

    public void OnLatched(in TransportAddress source) => Latches++;

    public void OnPlayEnded(AudioSource source, PlayEndReason reason)
    {
        PlaysEnded.Add(reason);
        Order.Add(reason.ToString());
    }

    public List<bool> Talking { get; } = [];

    public List<FaxTone> FaxTones { get; } = [];

    public void OnFaxTone(FaxTone tone) => FaxTones.Add(tone);

    public int Idles { get; private set; }

    public void OnIdle() => Idles++;

    public void OnTalking(bool isTalking) => Talking.Add(isTalking);

    public void OnFault(Exception exception) => Faults.Add(exception);

    public void OnClosed() => Closes++;
}
