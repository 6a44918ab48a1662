using System.Diagnostics.CodeAnalysis;

namespace Astra.Strategies;

/// <summary>Every strategy of this assembly, found once at start and ordered by name, so that the order never depends on the runtime.</summary>
public static class StrategyRegistry
{
    private static readonly StrategyDescriptor[] Descriptors = Discover();
    private static readonly (string Name, StrategyDescriptor Descriptor)[] Names = NamesOf(Descriptors);

    public static IReadOnlyList<StrategyDescriptor> All => Descriptors;

    /// <summary>By its name or one of its other names, exactly as written.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out StrategyDescriptor? descriptor)
    {
        foreach ((string known, StrategyDescriptor candidate) in Names)
        {
            if (known != name) continue;
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
        return [.. found];
    }

    private static (string Name, StrategyDescriptor Descriptor)[] NamesOf(StrategyDescriptor[] descriptors)
    {
        List<(string Name, StrategyDescriptor Descriptor)> names = [];
        foreach (StrategyDescriptor descriptor in descriptors) names.Add((descriptor.Name, descriptor));
        foreach (StrategyDescriptor descriptor in descriptors)
            foreach (string alias in descriptor.Aliases) names.Add((alias, descriptor));
        for (int i = 0; i < names.Count; i++)
            for (int j = 0; j < i; j++)
                if (names[i].Name == names[j].Name)
                    throw new InvalidOperationException($"two strategies are called {names[i].Name}: {names[j].Descriptor.GetType()} and {names[i].Descriptor.GetType()}");
        return [.. names];
    }
}
