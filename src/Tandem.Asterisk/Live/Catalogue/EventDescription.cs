namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>An entry of the <see cref="EventCatalogue"/>.</summary>
/// <param name="Name">The name, by which users of astproxy know it: <c>extenDialing</c>.</param>
/// <param name="Type">The record that tells it, nested in <see cref="LiveEvent"/>.</param>
/// <param name="Summary">When it is raised, in a sentence.</param>
public sealed record EventDescription(string Name, Type Type, string Summary);
