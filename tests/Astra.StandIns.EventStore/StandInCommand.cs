using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Astra.StandIns.EventStore;

/// <summary>The program around the stand-in: prints its connection string and serves until it is stopped.</summary>
internal static class StandInCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        Option<int> port = new("--port") { Description = "TCP port on the loopback address; 0 takes a free one.", DefaultValueFactory = _ => 2113 };
        Option<string?> data = new("--data") { Description = "File that outlives the process; without it everything is in memory." };
        Option<bool> tls = new("--tls") { Description = "TLS with an authority made for the occasion; its certificate's path stands in the connection string." };
        Option<string[]> users = new("--user") { Description = "NAME:PASSWORD; may be given more than once. Whoever comes without is refused.", HelpName = "NAME:PASSWORD" };
        Option<TimeSpan> delay = new("--commit-delay") { Description = "Time of one flush, such as 2ms or 0.5s.", CustomParser = Duration };
        Option<int> cluster = new("--cluster") { Description = "Number of nodes, odd; they take the ports from --port on.", DefaultValueFactory = _ => 1 };
        RootCommand root = new("A stand-in for an EventStoreDB server. It is not a database: nothing is synced to a disk.")
        {
            port, data, tls, users, delay, cluster,
        };
        users.Validators.Add(result =>
        {
            // Without its colon it would be a user with an empty password.
            if (result.Tokens.FirstOrDefault(token => token.Value.IndexOf(':') is < 1) is { } alone) result.AddError($"--user {alone.Value}: write NAME:PASSWORD");
        });
        cluster.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out int nodes) && (nodes < 1 || nodes % 2 == 0))
                result.AddError($"--cluster {nodes}: a cluster has an odd number of nodes; give 3, or 1 for a node alone");
        });
        root.SetAction(async (parsed, stop) =>
        {
            TimeSpan flush = parsed.GetValue(delay);
            EventStoreStandInOptions options = new()
            {
                Port = parsed.GetValue(port),
                DataFile = parsed.GetValue(data),
                Tls = parsed.GetValue(tls),
                Users = (parsed.GetValue(users) ?? []).Select(pair => pair.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? ""),
                CommitDelay = flush > TimeSpan.Zero ? CommitDelay.Constant(flush) : CommitDelay.None,
            };
            try
            {
                await ServeAsync(options, parsed.GetValue(cluster), stop);
                return 0;
            }
            catch (Exception failure) when (failure is IOException or ArgumentException)
            {
                // The port is taken, or the file is in use.
                await Console.Error.WriteLineAsync(failure.Message);
                return 3;
            }
        });
        ParseResult typed = root.Parse(args);
        if (typed.Errors.Count == 0) return await typed.InvokeAsync();
        // Only the connection string ever stands on stdout: who starts this from a script reads it from there.
        foreach (ParseError error in typed.Errors) await Console.Error.WriteLineAsync($"{error.Message}; --help lists the options");
        return 2;
    }

    private static async Task ServeAsync(EventStoreStandInOptions options, int nodes, CancellationToken stop)
    {
        if (nodes > 1)
        {
            await using EventStoreStandInCluster cluster = await EventStoreStandInCluster.StartAsync(new EventStoreStandInClusterOptions { Node = options, Nodes = nodes });
            await PrintAndWaitAsync(cluster.ConnectionString, stop);
            return;
        }
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(options);
        await PrintAndWaitAsync(standIn.ConnectionString, stop);
    }

    private static async Task PrintAndWaitAsync(string connectionString, CancellationToken stop)
    {
        Console.WriteLine(connectionString);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static TimeSpan Duration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text.EndsWith('s') ? "s" : "";
        if (!double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number < 0)
            result.AddError($"{text} is no duration: write 2ms or 0.5s");
        return unit == "s" ? TimeSpan.FromSeconds(number) : TimeSpan.FromMilliseconds(number);
    }
}
