using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Listeners;

/// <summary>Whom a listener reports to.</summary>
internal interface IListenerOwner
{
    void Remove(AmiListener listener);

    /// <summary>It lost an event.</summary>
    void OnDropped(AmiListener listener, long dropped);

    /// <summary>Its handler threw.</summary>
    void OnFault(AmiListener listener, AmiMessage message, Exception exception);
}
