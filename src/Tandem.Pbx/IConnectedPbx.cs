namespace Tandem.Pbx;

/// <summary>An exchange behind a connection that can be lost: what it shows may be old.</summary>
public interface IConnectedPbx : IPbx
{
    /// <summary>How the source stands with its exchange now.</summary>
    PbxConnection Connection { get; }
}
