using System.Globalization;
using Astra.Research.Tuning;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>Options of <c>astra tune</c> in words.</summary>
internal static class TuneWords
{
    public static ISampler Sampler(string name, ulong seed) => name switch
    {
        "tpe" => new TpeSampler(seed),
        "tpe-univariate" => new TpeSampler(seed, new TpeSettings { Univariate = true }),
        "random" => new RandomSampler(seed),
        "grid" => new GridSampler(seed),
        _ => throw new UsageException($"--sampler {name}: give tpe, tpe-univariate, random or grid"),
    };

    public static int Positive(int value, string option) => value > 0 ? value : throw new UsageException($"{option} {value}: give 1 or more");

    public static StudyObjective Objective(string name) =>
        EquityScore.Names.Contains(name) ? new StudyObjective(name, Maximise: true) : throw new UsageException($"objective {name}: give one of {string.Join(", ", EquityScore.Names)}");

    public static IReadOnlyList<Fold> Folds(string text, int bars, int purge, int embargo)
    {
        string[] parts = text.Split(':');
        if (parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            try
            {
                switch (parts[0])
                {
                    case "split": return Validation.Split(bars, number);
                    case "walk-forward": return Validation.WalkForward(bars, (int)number, anchored: false, purge);
                    case "anchored": return Validation.WalkForward(bars, (int)number, anchored: true, purge);
                    case "purged": return Validation.Purged(bars, (int)number, purge, embargo);
                }
            }
            catch (ArgumentException e)
            {
                throw new UsageException($"--validation {text}: {e.Message.Split(" (Parameter")[0]}");
            }
        throw new UsageException($"--validation {text}: give split:0.7, walk-forward:5, anchored:5 or purged:5");
    }

    public static SearchSpace Space(StrategyDescriptor strategy, string path)
    {
        DataFile.RequireFile(path);
        try
        {
            SearchSpace space = SpaceJson.Read(DataFile.ReadText(path));
            return space.Parameters.Select(p => p.Name).SequenceEqual(strategy.Parameters.Select(p => p.Name)) && space.Parameters.All(p => p.Kind != ParameterKind.Choice)
                ? space
                : throw new UsageException($"{path}: give numbers for {string.Join(", ", strategy.Parameters.Select(p => p.Name))}, all of them in this order; equal bounds hold one fixed");
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{path}: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    /// <summary>What is wrong with a study is wrong with what was asked for.</summary>
    public static int InWords(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (StudyException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
