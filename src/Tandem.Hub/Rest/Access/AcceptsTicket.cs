namespace Tandem.Hub.Rest.Access;

/// <summary>Says that an endpoint may be reached by a ticket in the query, as browsers must where they cannot send headers.</summary>
internal sealed record AcceptsTicket;
