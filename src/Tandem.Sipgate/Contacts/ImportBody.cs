namespace Tandem.Sipgate.Contacts;

/// <summary>The body of <c>POST contacts/import/csv</c>.</summary>
internal sealed record ImportBody(string Base64Content);
