using BenchmarkDotNet.Attributes;
using Tandem.Sipgate.Contacts;

namespace Tandem.Benchmarks.Sipgate;

/// <summary>100,000 contacts written to CSV and vCards, and read back.</summary>
[MemoryDiagnoser]
public class ContactBenchmarks
{
    private Contact[] _contacts = [];
    private string _csv = "";
    private string _cards = "";

    /// <summary>Makes the contacts and the texts that are read.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _contacts = [.. Enumerable.Range(0, 100_000).Select(i => new Contact
        {
            Id = $"{i}",
            Name = $"Jürgen {i} O'Neil \"the {i}th\"",
            Numbers = [new() { Number = $"+49211{i:D7}", Type = ["work"] }, new() { Number = $"+49157{i:D7}", Type = ["cell", "home"] }],
            Emails = [new() { Email = $"person{i}@example.com", Type = ["work"] }],
            Addresses = [new() { StreetAddress = $"Gladbacher Straße {i}", Locality = "Düsseldorf", PostalCode = "40219", Country = "Germany" }],
            Organization = [["Example; Inc.", "Sales, North"]],
            Scope = ContactScope.Shared,
        })];
        _csv = ContactCsv.Write(_contacts);
        _cards = VCard.Write(_contacts);
    }

    /// <summary>To CSV.</summary>
    [Benchmark]
    public int WriteCsv() => ContactCsv.Write(_contacts).Length;

    /// <summary>From CSV.</summary>
    [Benchmark]
    public int ReadCsv() => ContactCsv.ParseExport(_csv).Count;

    /// <summary>To vCards.</summary>
    [Benchmark]
    public int WriteCards() => VCard.Write(_contacts).Length;

    /// <summary>From vCards.</summary>
    [Benchmark]
    public int ReadCards() => VCard.Parse(_cards).Count;
}
