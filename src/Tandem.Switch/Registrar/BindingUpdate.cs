using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Registrar;

/// <summary>What a REGISTER does to a user's bindings: all of it or nothing (RFC 3261 10.3, steps 6 and 7).</summary>
/// <param name="Bindings">The bindings after it; null where it is refused. The same list where nothing changes.</param>
/// <param name="StatusCode">The status of a refusal.</param>
/// <param name="Reason">Its reason phrase; null for the usual one.</param>
internal readonly record struct BindingUpdate(IReadOnlyList<Binding>? Bindings, int StatusCode = 200, string? Reason = null)
{
    public static BindingUpdate Apply(
        ServerTransaction transaction, string user, IReadOnlyList<Binding> current, RegistrationTerms terms, DateTimeOffset now)
    {
        var request = transaction.Request;
        if (request.IsContactStar)
        {
            return request.Expires == 0 && request.GetAll(SipHeaderName.Contact).Count == 1
                ? RemoveAll(request, current)
                : Refuse(400, "Contact * Needs Expires 0");
        }
        var contacts = request.Contacts;
        if (contacts.Count == 0)
        {
            return request.Contains(SipHeaderName.Contact) ? Refuse(400, "Bad Contact") : new BindingUpdate(current);
        }
        var updated = new List<Binding>(current);
        foreach (var contact in contacts)
        {
            if (terms.Grant(contact.Expires ?? request.Expires) is not { } seconds)
            {
                return Refuse(423);
            }
            if (!contact.Uri.IsSip)
            {
                return Refuse(400, "Contact Must Be A SIP URI");
            }
            if (contact.Uri.Scheme == "sips" && !transaction.Flow.Transport.Protocol.IsSecure())
            {
                // RFC 5630 5.2: it would promise what the way to it does not keep.
                return Refuse(400, "SIPS Contact Needs TLS");
            }
            var outbound = OutboundFlow.Of(request, contact);
            if (outbound is not null && !OutboundFlow.IsKeptByFirstHop(request))
            {
                return Refuse(439, "First Hop Lacks Outbound Support");
            }
            var known = updated.FindIndex(binding => outbound is { } flow
                ? binding.Instance == flow.Instance && binding.RegId == flow.RegId
                : binding.RegId == 0 && binding.Contact.Equals(contact.Uri));
            if (known >= 0 && IsOutOfOrder(request, updated[known]))
            {
                return Refuse(500, "REGISTER Out Of Order");
            }
            var before = known >= 0 ? updated[known] : null;
            if (before is not null)
            {
                updated.RemoveAt(known);
            }
            if (seconds > 0)
            {
                updated.Insert(0, Continue(before, Bind(transaction, user, contact, outbound, terms), now, seconds));
            }
        }
        return updated.Count > terms.MaxContacts ? Refuse(403, "Too Many Contacts") : new BindingUpdate(updated);
    }

    private static BindingUpdate RemoveAll(SipMessage request, IReadOnlyList<Binding> current) =>
        current.Any(binding => IsOutOfOrder(request, binding)) ? Refuse(500, "REGISTER Out Of Order") : new BindingUpdate([]);

    private static bool IsOutOfOrder(SipMessage request, Binding binding) =>
        binding.CallId == request.CallId && binding.Sequence >= request.CSeq!.Value.Number;

    private static Binding Continue(Binding? before, Binding binding, DateTimeOffset now, uint seconds)
    {
        // A refresh is told only past half of the validity: a phone that registers to keep its way open is no news.
        var isNews = before is null || now - before.ToldAt >= (before.ExpiresAt - before.RefreshedAt) / 2;
        return binding with
        {
            Id = before is null || before.Id == Guid.Empty ? Guid.NewGuid() : before.Id,
            RegisteredAt = before?.RegisteredAt ?? now,
            RefreshedAt = now,
            ExpiresAt = now.AddSeconds(seconds),
            ToldAt = isNews ? now : before!.ToldAt,
        };
    }

    private static Binding Bind(ServerTransaction transaction, string user, NameAddress contact, OutboundFlow? outbound, RegistrationTerms terms)
    {
        var request = transaction.Request;
        var flow = transaction.Flow;
        var path = string.Join(", ", request.GetAll(SipHeaderName.Path));
        return new Binding
        {
            User = user,
            Contact = contact.Uri,
            Protocol = flow.Transport.Protocol,
            Source = flow.Remote,
            IsBehindNat = terms.ForceRPort || flow.Transport.Protocol.IsReliable() || outbound is not null || NatDetection.IsBehindNat(request),
            CallId = request.CallId!,
            Sequence = request.CSeq!.Value.Number,
            ExpiresAt = default,
            Priority = contact.Q ?? 1,
            Path = path.Length == 0 ? null : path,
            Instance = outbound?.Instance,
            RegId = outbound?.RegId ?? 0,
            ServerHost = request.RequestUri?.Host,
            UserAgent = request.UserAgent,
            Allow = AllowedMethods.Of(request, contact),
            RegPing = terms.RegPing,
            OptionsPing = terms.OptionsPing,
        };
    }

    private static BindingUpdate Refuse(int statusCode, string? reason = null) => new(null, statusCode, reason);
}
