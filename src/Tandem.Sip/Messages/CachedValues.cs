namespace Tandem.Sip.Messages;

/// <summary>Which typed header values of a message have been read.</summary>
[Flags]
internal enum CachedValues
{
    None = 0,
    CSeq = 1,
    From = 2,
    To = 4,
    Vias = 8,
    Contacts = 16,
    Routes = 32,
    RecordRoutes = 64,
    TopVia = 128,
}
