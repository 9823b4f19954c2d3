namespace Tandem.Switch.Registrar;

/// <summary>Where the registrar keeps bindings: the exchange's door to persistent or shared storage.</summary>
public interface IBindingStore
{
    /// <summary>All bindings that were kept when the exchange last stopped; expired ones may be among them.</summary>
    ValueTask<IReadOnlyList<Binding>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>The bindings of one user, expired ones possibly among them.</summary>
    ValueTask<IReadOnlyList<Binding>> FindAsync(string user, CancellationToken cancellationToken);

    /// <summary>Replaces the bindings of one user.</summary>
    ValueTask SetAsync(string user, IReadOnlyList<Binding> bindings, CancellationToken cancellationToken);
}
