using Tandem.Sip.Transactions;

namespace Tandem.Switch.Registrar;

/// <summary>Which bindings of a user a request goes to.</summary>
internal static class BindingFlows
{
    /// <summary>Of the flows of one phone only one, the latest whose connection is there (RFC 5626 7): else it would get everything twice.</summary>
    /// <param name="bindings">The bindings of a user, the best first.</param>
    /// <param name="stack">Whose connections count.</param>
    public static IReadOnlyList<Binding> OneOfEachPhone(this IReadOnlyList<Binding> bindings, SipStack stack) => bindings.All(binding => binding.RegId == 0)
        ? bindings
        :
        [
            .. bindings
                .GroupBy(binding => binding.RegId > 0 ? binding.Instance! : $"{binding.Contact}")
                .Select(flows => flows.FirstOrDefault(flow => IsOpen(flow, stack)) ?? flows.First()),
        ];

    private static bool IsOpen(Binding binding, SipStack stack) => stack.FindTransport(binding.Protocol, binding.Source.Address)?.IsOpen(binding.Source) ?? false;
}
