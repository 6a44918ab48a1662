using System.Diagnostics.CodeAnalysis;

namespace Astra.Strategies;

/// <summary>Every strategy of this assembly, found once at start and ordered by name, so that the order never depends on the runtime.</summary>
public static class StrategyRegistry
{
    private static readonly StrategyDescriptor[] Descriptors = Discover();

    public static IReadOnlyList<StrategyDescriptor> All => Descriptors;

    public static bool TryGet(string name, [NotNullWhen(true)] out StrategyDescriptor? descriptor)
    {
        foreach (StrategyDescriptor candidate in Descriptors)
        {
            if (candidate.Name != name) continue;
            descriptor = candidate;
            return true;
        }
        descriptor = null;
        return false;
    }

    private static StrategyDescriptor[] Discover()
    {
        List<StrategyDescriptor> found = [];
        foreach (Type type in typeof(StrategyRegistry).Assembly.GetTypes())
            if (type.IsSubclassOf(typeof(StrategyDescriptor)) && !type.IsAbstract)
                found.Add((StrategyDescriptor)Activator.CreateInstance(type)!);
        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (int i = 1; i < found.Count; i++)
            if (found[i].Name == found[i - 1].Name)
                throw new InvalidOperationException($"two strategies are called {found[i].Name}: {found[i - 1].GetType()} and {found[i].GetType()}");
        return [.. found];
    }
}
