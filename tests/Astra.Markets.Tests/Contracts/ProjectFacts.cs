namespace Astra.Markets.Tests;

/// <summary>The contract facts that ship with the product.</summary>
internal static class ProjectFacts
{
    public static readonly string SpecsText = Read("contract-specs.csv");

    public static readonly ContractSpecs Specs = ContractSpecs.Parse(SpecsText);

    public static readonly InstrumentLists Lists = InstrumentLists.Parse(Read("instrument-lists.csv"));

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
