using Astra.Strategies;

namespace Astra.Research.Tuning;

/// <summary>What to search of a strategy.</summary>
public static class StrategySpace
{
    private const double Span = 3;

    /// <summary>
    /// Each parameter from a third to three times its default, equal ratios equally far apart, within what the strategy allows; the whole range
    /// where the default is not above zero. Points at odds with the strategy's rules (fast not below slow) are never suggested.
    /// </summary>
    public static SearchSpace Of(StrategyDescriptor strategy) => Keeping(strategy, new SearchSpace(strategy.Parameters.Select(Usual)));

    /// <summary>The same space, with what the strategy says of its values together.</summary>
    public static SearchSpace Keeping(StrategyDescriptor strategy, SearchSpace space) => new(space.Parameters) { Conflict = point => strategy.FirstInvalid(point) };

    /// <summary>What is wrong with ranges for a strategy, in words; null when each of their values is one that it allows by itself.</summary>
    public static string? Problem(StrategyDescriptor strategy, SearchSpace space)
    {
        if (!space.Parameters.Select(p => p.Name).SequenceEqual(strategy.Parameters.Select(p => p.Name)))
            return $"give ranges for {string.Join(", ", strategy.Parameters.Select(p => p.Name))}, all of them in this order; equal bounds hold one fixed";
        foreach ((StrategyParameter own, SearchParameter range) in strategy.Parameters.Zip(space.Parameters))
        {
            if (range.Kind == ParameterKind.Choice) return $"{own.Name} is a number: give it as int or float";
            if (own.Integer && range.Kind != ParameterKind.Whole) return $"{own.Name} takes whole numbers: give its type as int";
            if (!own.Allows(range.Low) || !own.Allows(range.High))
                return FormattableString.Invariant($"{own.Name} from {range.Low} to {range.High} reaches beyond what {strategy.Name} allows, {own.Minimum} to {own.Maximum}");
        }
        return null;
    }

    private static SearchParameter Usual(StrategyParameter parameter)
    {
        (double low, double high) = parameter.Default > 0
            ? (Math.Max(parameter.Minimum, parameter.Default / Span), Math.Min(parameter.Maximum, parameter.Default * Span))
            : (parameter.Minimum, parameter.Maximum);
        if (!parameter.Integer) return SearchParameter.Number(parameter.Name, low, high, log: parameter.Default > 0);
        (low, high) = (Math.Ceiling(low), Math.Floor(high));
        return SearchParameter.Whole(parameter.Name, (long)low, (long)high, log: parameter.Default > 0 && low >= 1);
    }
}
