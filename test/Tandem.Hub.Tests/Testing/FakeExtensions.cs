using Tandem.Hub.Identity;

namespace Tandem.Hub.Tests.Testing;

/// <summary>Extensions in a source's model, of which 900 stands in the settings.</summary>
internal sealed class FakeExtensions(FakePbx source) : IExtensionService
{
    public Task<ExtensionOutcome> AddAsync(string domain, string number, string? name, string? secret, CancellationToken cancellationToken)
    {
        if (!ExtensionRules.IsNumber(number))
        {
            return Outcome(new ExtensionOutcome.Invalid("number", ExtensionRules.NumberAllowed));
        }
        if (number == "900")
        {
            return Outcome(new ExtensionOutcome.ReadOnly("Switch:Extensions:0"));
        }
        if (Has(domain, number))
        {
            return Outcome(new ExtensionOutcome.Exists());
        }
        source.Extension(domain, number);
        return Outcome(new ExtensionOutcome.Done(number, secret ?? "made-by-the-hub"));
    }

    public Task<ExtensionOutcome> RemoveAsync(string domain, string number, CancellationToken cancellationToken)
    {
        if (number == "900")
        {
            return Outcome(new ExtensionOutcome.ReadOnly("Switch:Extensions:0"));
        }
        if (!Has(domain, number))
        {
            return Outcome(new ExtensionOutcome.NotFound());
        }
        source.State.Write(Tandem.Pbx.State.ChangeKind.ExtensionChanged, writer => writer.Remove<Tandem.Pbx.Model.Extension>(source.Id(number)));
        return Outcome(new ExtensionOutcome.Done(number, null));
    }

    private static Task<ExtensionOutcome> Outcome(ExtensionOutcome outcome) => Task.FromResult(outcome);

    private bool Has(string domain, string number) => source.State.Snapshot().Extensions.Any(item => item.Domain == domain && item.Number == number);
}
