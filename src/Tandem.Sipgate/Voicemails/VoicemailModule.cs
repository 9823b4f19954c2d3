using Tandem.Sipgate.Http;

namespace Tandem.Sipgate.Voicemails;

/// <summary>The account's voicemails. Needs the scope <c>voicemails:read</c>.</summary>
public sealed class VoicemailModule
{
    private readonly SipgateConnection _connection;

    internal VoicemailModule(SipgateConnection connection) => _connection = connection;

    /// <summary>All voicemails.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<Voicemail>> GetAsync(CancellationToken cancellationToken = default) =>
        (await _connection.ReadAsync(SipgateRequest.Get("voicemails", ErrorTexts.Plain), VoicemailJson.Default.Voicemails, cancellationToken).ConfigureAwait(false)).Items;
}
