using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Says whether a server holds what a folder holds, once the server was given all that it would take.</summary>
internal static class MirrorJudge
{
    /// <param name="outcome">Of the shipping.</param>
    public static MirrorResult Run(string folder, EventStoreSettings server, MirrorOutcome outcome, CancellationToken stop)
    {
        MirrorResult result = new(
            server.ToString(), outcome.Session?.ToString(), NameOf(outcome.State), outcome.Shipped, outcome.EventsBehind + outcome.OutboundBehind, MirrorVerdict.Behind, null,
            $"astra journal ship --journal {folder} --to {Servers.Argument(server)}{(outcome.Session is { } session ? $" --run {session}" : "")}", outcome.Text);
        if (outcome.State == MirrorState.Diverged) return result with { Compared = MirrorVerdict.Different, Difference = outcome.Text, Complete = null };
        if (!outcome.Complete) return result;
        try
        {
            JournalComparisonResult compared = Compare(folder, server, outcome.Session, stop);
            return result with
            {
                Compared = VerdictOf(compared),
                Behind = compared.Inbound.Behind + compared.Outbound.Behind,
                Difference = compared.Difference?.ToString() ?? (compared.Inbound.Ahead + compared.Outbound.Ahead > 0 ? compared.ToString() : null),
                Complete = VerdictOf(compared) == MirrorVerdict.Behind ? result.Complete : null,
                Text = compared.ToString(),
            };
        }
        catch (Exception e) when (e is JournalException or OperationCanceledException)
        {
            return result with { Text = $"shipped, not compared: {e.Message}", Complete = $"astra journal compare --journal {folder} --with {Servers.Argument(server)}" };
        }
    }

    /// <summary>Frame by frame and event by event, with progress.</summary>
    public static JournalComparisonResult Compare(string folder, EventStoreSettings server, SessionName? session, CancellationToken stop) =>
        ShippingGauge.Run("comparing", told => JournalComparison.RunAsync(folder, server, session, told, stop));

    public static MirrorVerdict VerdictOf(JournalComparisonResult compared) =>
        !compared.Same || compared.Inbound.Ahead + compared.Outbound.Ahead > 0 ? MirrorVerdict.Different
        : compared.Equal ? MirrorVerdict.Equal
        : MirrorVerdict.Behind;

    public static string NameOf(MirrorState state) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
