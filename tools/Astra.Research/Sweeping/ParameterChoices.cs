using System.Globalization;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// The values that a grid gives to one parameter: <c>5..20</c>, <c>20..60:5</c> (or <c>20..60..5</c>) with a step, <c>9|12</c>, and any of
/// these side by side, <c>5..9|12|20..40:10</c>. Both ends belong to a range; its last step may fall short of the end.
/// </summary>
public sealed record ParameterChoices(string Name, double[] Values)
{
    /// <summary>More values than this for one parameter are taken for a slip of the pen.</summary>
    public const int Most = 100_000;

    /// <summary>Reads <c>fast=5..20,slow=20..60:5</c>; several texts add up, a later one replaces what an earlier one gave a parameter.</summary>
    /// <exception cref="SweepException">The text cannot be read, or names what the strategy does not have or take.</exception>
    public static IReadOnlyList<ParameterChoices> Read(IEnumerable<string> texts, StrategyDescriptor strategy)
    {
        List<ParameterChoices> choices = [];
        foreach (string text in texts)
            foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
            {
                int equals = part.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0) throw new SweepException($"'{part}' in the grid: give a parameter with its values, for example {Example(strategy)}");
                ParameterChoices read = Of(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart(), strategy);
                choices.RemoveAll(c => c.Name == read.Name);
                choices.Add(read);
            }
        return choices;
    }

    private static ParameterChoices Of(string name, string text, StrategyDescriptor strategy)
    {
        int index = strategy.IndexOf(name);
        if (index < 0) throw new SweepException($"{strategy.Name} has no parameter '{name}'; it has {string.Join(", ", strategy.Parameters.Select(p => p.Name))}");
        StrategyParameter parameter = strategy.Parameters[index];
        List<double> values = [];
        foreach (string part in text.Split('|', StringSplitOptions.TrimEntries)) Add(part, parameter, values);
        foreach (double value in values)
            if (!parameter.Allows(value))
                throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"{name}={text}: {strategy.Name} does not take {value}; {name} ranges over {parameter.Minimum} to {parameter.Maximum}{(parameter.Integer ? ", whole numbers" : "")}"));
        return new ParameterChoices(name, [.. values.Distinct()]);
    }

    private static void Add(string text, StrategyParameter parameter, List<double> values)
    {
        double[] numbers = [.. text.Replace(":", "..", StringComparison.Ordinal).Split("..").Select(NumberOrNaN)];
        switch (numbers.Any(double.IsNaN) ? [] : numbers)
        {
            case [double one]:
                values.Add(one);
                break;
            case [double first, double last, .. double[] step] when step.Length < 2:
                double by = step.Length == 1 ? step[0] : 1;
                if (step.Length == 0 && !parameter.Integer) throw new SweepException($"{parameter.Name}={text}: this parameter is not counted in whole numbers; give a step, for example {text}:0.5");
                if (!(by > 0) || last < first) throw new SweepException($"{parameter.Name}={text}: give the lower end first and a step over 0, for example 20..60:5");
                double count = Math.Floor((last - first) / by + 1e-9) + 1;
                if (count > Most) throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}={text}: {count:N0} values are more than {Most:N0}; give a larger step"));
                // From the first by multiplication: adding would pile up rounding.
                for (int i = 0; i < count; i++) values.Add(Math.Round(first + i * by, 12));
                break;
            default:
                throw new SweepException($"{parameter.Name}={text}: give numbers, ranges (5..20, 20..60:5) and lists (9|12)");
        }
    }

    private static double NumberOrNaN(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : double.NaN;

    private static string Example(StrategyDescriptor strategy) => strategy.Parameters.Count == 0
        ? "no grid at all: it has no parameters"
        : string.Create(CultureInfo.InvariantCulture, $"{strategy.Parameters[0].Name}={strategy.Parameters[0].Default}..{strategy.Parameters[0].Maximum}");
}
