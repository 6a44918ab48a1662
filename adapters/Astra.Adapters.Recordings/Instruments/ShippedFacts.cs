using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>The contract facts that ship with the program, in <c>data/</c> beside it; an amended file counts from the next start.</summary>
public static class ShippedFacts
{
    private static readonly Lazy<ContractSpecs> LoadedSpecs = new(() => ContractSpecs.Parse(Read("contract-specs.csv")));
    private static readonly Lazy<InstrumentLists> LoadedLists = new(() => InstrumentLists.Parse(Read("instrument-lists.csv")));

    /// <exception cref="CalendarFormatException">The file has been amended into something that contradicts itself.</exception>
    public static ContractSpecs Specs => LoadedSpecs.Value;

    /// <exception cref="CalendarFormatException">The file has been amended into something that contradicts itself.</exception>
    public static InstrumentLists Lists => LoadedLists.Value;

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
