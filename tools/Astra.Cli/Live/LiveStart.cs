using System.Diagnostics;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>What is done before a live session connects, so that its first tick finds everything ready.</summary>
internal static class LiveStart
{
    /// <summary>A busy machine connects with what was compiled until then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Plays a generated day with the session's plans in a folder that is removed afterwards. A machine on which that is not possible loses some speed in the first
    /// seconds, and no session.
    /// </summary>
    public static void Prepare(LiveJob job, IReadOnlyList<Plan> plans, CancellationToken interrupt)
    {
        long began = Stopwatch.GetTimestamp();
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        enough.CancelAfter(Longest);
        try
        {
            using (JournalFolder journal = JournalFolder.Open(new JournalOptions(folder) { Durability = Durability.None }, quiet: true))
            {
                long ticks = Rehearsal.Run(job.Settings, plans, job.Engine, journal.Store(), ProgramData.Calendar, enough.Token);
                Terminal.Say(FormattableString.Invariant($"rehearsed with {ticks:N0} generated ticks in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException or EngineStoppedException)
        {
            Terminal.Say($"no rehearsal, so the first seconds will be slower: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        interrupt.ThrowIfCancellationRequested();
    }
}
