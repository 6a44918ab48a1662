using System.Diagnostics.CodeAnalysis;

namespace Astra.Strategies;

/// <summary>
/// Every strategy of this assembly, found once at start and ordered by name, so that the order never depends on the runtime; and the
/// hybrids that expressions make of them.
/// </summary>
public static class StrategyRegistry
{
    private static readonly StrategyDescriptor[] Descriptors = Discover();
    private static readonly (string Name, StrategyDescriptor Descriptor)[] Names = NamesOf(Descriptors);

    public static IReadOnlyList<StrategyDescriptor> All => Descriptors;

    /// <summary>One example of every way to make a strategy of others.</summary>
    public static IReadOnlyList<string> HybridExamples { get; } = [.. HybridForm.All.Select(form => form.Example)];

    /// <summary>
    /// By its name or one of its other names, exactly as written; or made from an expression over them, such as
    /// <c>confirm(macd-cross, supertrend-vwap)</c>. A plain name costs no allocation.
    /// </summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out StrategyDescriptor? descriptor)
    {
        foreach ((string known, StrategyDescriptor candidate) in Names)
        {
            if (known != name) continue;
            descriptor = candidate;
            return true;
        }
        descriptor = IsExpression(name) ? HybridParser.Parse(name, out _) : null;
        return descriptor is not null;
    }

    /// <summary>Why there is no strategy of this name, where in an expression, and what there is instead; null when <see cref="TryGet"/> finds it.</summary>
    public static string? FirstProblem(string name)
    {
        if (TryGet(name, out _)) return null;
        if (!IsExpression(name)) return $"there is no strategy '{name}'; there are {NamesInWords()}";
        HybridParser.Parse(name, out string? problem);
        return problem;
    }

    internal static string NamesInWords() => string.Join(", ", Descriptors.Select(d => d.Name));

    private static bool IsExpression(string name) => name.AsSpan().ContainsAny('(', '[');

    private static StrategyDescriptor[] Discover()
    {
        List<StrategyDescriptor> found = [];
        foreach (Type type in typeof(StrategyRegistry).Assembly.GetTypes())
            if (type.IsSubclassOf(typeof(StrategyDescriptor)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
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
