using System.Globalization;
using Astra.Research;
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

    public static StudyObjective[] Objectives(string[] names)
    {
        if (names.FirstOrDefault(name => !EquityScore.Names.Contains(name)) is { } bad) throw new UsageException($"--objective {bad}: give one of {string.Join(", ", EquityScore.Names)}");
        return names.Distinct().Count() == names.Length ? [.. names.Select(name => new StudyObjective(name, Maximise: true))] : throw new UsageException("--objective: give each once");
    }

    public static IPruner? Pruner(string name) => name switch
    {
        "none" => null,
        "median" => new MedianPruner(),
        "halving" => new HalvingPruner(),
        _ => throw new UsageException($"--prune {name}: give median, halving or none"),
    };

    public static BacktestWork Work(StrategyDescriptor strategy, StudyObjective[] objectives, IReadOnlyList<Fold> folds, string data, Func<NextOpenRunner> makeRunner, IPruner? pruner)
    {
        try
        {
            return new BacktestWork(strategy, objectives, folds, data, makeRunner, pruner);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--prune: {e.Message.Split(" (Parameter")[0]}, for example --validation walk-forward:5");
        }
    }

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
            return StrategySpace.Problem(strategy, space) is { } problem ? throw new UsageException($"{path}: {problem}") : StrategySpace.Keeping(strategy, space);
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
