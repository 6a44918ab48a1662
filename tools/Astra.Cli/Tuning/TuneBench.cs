using System.CommandLine;
using System.Globalization;
using Astra.Research.Tuning;

namespace Astra.Cli;

/// <summary><c>astra tune bench</c>: a sampler on a function with a known minimum.</summary>
internal static class TuneBench
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string> function = new("--function") { Description = string.Join(", ", BenchFunction.All.Select(f => f.Name)), HelpName = "NAME", Required = true };
        Option<int> trials = new("--trials") { Description = "Trials of each run", HelpName = "N", DefaultValueFactory = _ => 100 };
        Option<int> seeds = new("--seeds") { Description = "Runs, each with a seed of its own", HelpName = "K", DefaultValueFactory = _ => 20 };
        Option<long> first = new("--first-seed") { Description = "Seed of the first run", HelpName = "N", DefaultValueFactory = _ => 0 };
        Option<string> sampler = new("--sampler") { Description = "tpe, tpe-univariate, random or grid", HelpName = "NAME", DefaultValueFactory = _ => "tpe" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("bench", "A sampler on a known function: the best of each run, and what the sampler itself costs") { function, trials, seeds, first, sampler, json };
        command.SetAction(parsed =>
        {
            string name = parsed.GetRequiredValue(function);
            BenchFunction chosen = BenchFunction.All.FirstOrDefault(f => f.Name == name) ?? throw new UsageException($"--function {name}: give one of {string.Join(", ", BenchFunction.All.Select(f => f.Name))}");
            int count = TuneWords.Positive(parsed.GetValue(trials), "--trials"), runs = TuneWords.Positive(parsed.GetValue(seeds), "--seeds");
            if (parsed.GetValue(first) < 0) throw new UsageException($"--first-seed {parsed.GetValue(first)}: give 0 or more");
            string samplerName = parsed.GetValue(sampler)!;
            SamplerBenchResult result = Gauge.Run($"{name}, {samplerName}", "trials", (long)count * runs, progress =>
                SamplerBench.Run(chosen, seed => TuneWords.Sampler(samplerName, seed), count, runs, (ulong)parsed.GetValue(first), timed: true, progress, interrupt));
            if (parsed.GetValue(json))
                Json.Write(new
                {
                    Function = name, Sampler = samplerName, Trials = count, Seeds = runs, FirstSeed = parsed.GetValue(first), result.Median, result.Best,
                    SamplerMillisecondsPerTrial = result.MillisecondsPerTrial, SamplerMillisecondsAtTrial100 = result.MillisecondsAt100, SamplerMillisecondsAtTrial1000 = result.MillisecondsAt1000,
                });
            else
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: median of {runs} runs of {count} trials {result.Median:G6} (best {result.Best.Min():G6}, worst {result.Best.Max():G6}); sampler {result.MillisecondsPerTrial:F3} ms per trial, {result.MillisecondsAt100:F3} ms at trial 100, {result.MillisecondsAt1000:F3} ms at trial 1,000"));
            return ExitCode.Done;
        });
        return command;
    }
}
