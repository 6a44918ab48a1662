using Astra.Research.Tuning;

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
}
