using System.Globalization;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Live;

/// <summary>A plan as a sentence that a trader would say.</summary>
public static class PlanWords
{
    /// <summary>Names of people and products keep their capital inside a sentence.</summary>
    private static readonly string[] ProperNames = ["Bollinger", "Donchian"];

    /// <summary>For example <c>Simulating MACD crossover on 5min Heikin-Ashi for NIFTY options</c>.</summary>
    public static string Describe(Plan plan, Instrument instrument) =>
        string.Create(CultureInfo.InvariantCulture, $"Simulating {NameOf(plan.Algorithm)} on {plan.IntervalMinutes}min {StyleOf(plan)} for {ClassOf(instrument)}");

    /// <summary>The strategy's title as it stands inside a sentence; a name that is not registered stands for itself.</summary>
    public static string NameOf(string algorithm)
    {
        if (!StrategyRegistry.TryGet(algorithm, out StrategyDescriptor? strategy)) return algorithm;
        string title = InSentence(strategy.Title);
        // The title of an expression or preset does not tell what it is made of.
        return algorithm.AsSpan().ContainsAny('(', '[') ? $"{title}, {strategy.Name}," : title;
    }

    /// <summary>What kind of thing is traded, for example <c>NIFTY options</c>, <c>RELIANCE shares</c>.</summary>
    public static string ClassOf(Instrument instrument)
    {
        string name = instrument.Underlying.Length > 0 ? instrument.Underlying : instrument.Symbol;
        return instrument.Kind switch
        {
            InstrumentKind.Option => $"{name} options",
            InstrumentKind.Future => $"{name} futures",
            InstrumentKind.Index => instrument.IndexTradedAsFuture ? $"{name} as its future" : $"{name} index",
            InstrumentKind.Etf => $"{name} fund units",
            _ => $"{name} shares",
        };
    }

    private static string StyleOf(Plan plan) => plan.Style switch
    {
        ChartStyle.HeikinAshi => "Heikin-Ashi",
        ChartStyle.Renko => string.Create(CultureInfo.InvariantCulture, $"Renko of {plan.ChartSize} ticks"),
        ChartStyle.Range => string.Create(CultureInfo.InvariantCulture, $"range bars of {plan.ChartSize} ticks"),
        _ => "candles",
    };

    private static string InSentence(string title)
    {
        string first = title.Split([' ', '-'])[0];
        bool plain = first.Length > 1 && first.AsSpan(1).IndexOfAnyInRange('A', 'Z') < 0 && !ProperNames.Contains(first);
        return plain ? char.ToLowerInvariant(title[0]) + title[1..] : title;
    }
}
