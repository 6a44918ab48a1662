using System.Text.Json;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Whose process was killed.</summary>
internal enum Victim
{
    Engine,
    Server,
    Both,
}

/// <summary>What was found after one kill of a mirrored session.</summary>
/// <param name="Reported">Last sequence that was reported durable when the kill came, -1 when none.</param>
/// <param name="Session">On the server.</param>
/// <param name="Frames">Of the inbound stream, compared one by one.</param>
/// <param name="Resends">Frames that the session's last life sent again.</param>
/// <param name="Problem">Null when everything held.</param>
internal sealed record MirrorKillOutcome(int Number, Victim Killed, long Aim, long Reported, string? Session, long Frames, long Resends, string? Problem);

/// <summary>
/// The crash drill of a mirrored journal: the engine's process, the server's, or both are killed without warning at random moments. The session is resumed and completed, and then folder and
/// server must hold the same, frame by frame and event by event, and both must say what an undisturbed day says. A server that is not ours to kill stays alive.
/// </summary>
/// <param name="given">Null: a stand-in is started. Children find it as <see cref="Servers.Word"/>, so that no password stands in a list of processes.</param>
internal sealed class MirrorDrill(DrillDay day, string folder, EventStoreSettings? given, CancellationToken interrupt) : IDisposable
{
    /// <summary>A stand-in makes way for a new one after so many days, so that neither its file nor its start grows.</summary>
    private const int DaysOfServer = 8;

    private StandInServer? _server;

    public MirrorKillOutcome Kill(int number)
    {
        if (given is null && number % DaysOfServer == 1) Renew(number);
        string journal = Path.Combine(folder, FormattableString.Invariant($"mirrored-{number}"));
        Victim victim = given is not null ? Victim.Engine : (Victim)day.Random.Next(3);
        // A mirror's events wait for its server as long as the drill does; the session's end must not give up on a server that is starting.
        string[] mirrored = ["--mirror", given is null ? _server!.ConnectionString : Servers.Word, "--outage-after", "60s"];
        long aim, reported, resends = 0;
        string? problem;
        ChildSession child = day.Start(journal, resume: false, mirrored);
        try
        {
            aim = day.Await(child);
            if (victim != Victim.Engine) _server!.Kill();
            if (victim != Victim.Server) child.Kill();
            reported = day.Durable();
            if (victim != Victim.Engine)
            {
                interrupt.WaitHandle.WaitOne(day.Random.Next(1_000));
                _server!.Restart();
            }
            if (victim != Victim.Server)
            {
                child.Dispose();
                child = day.Start(journal, resume: JournalFolder.Exists(journal), mirrored);
            }
            problem = day.Finish(child, end => Objection(end, out resends));
        }
        finally
        {
            child.Dispose();
        }
        interrupt.ThrowIfCancellationRequested();
        (string? session, long frames, string? difference) = Compare(journal);
        problem ??= difference;
        if (problem is null) Directory.Delete(journal, recursive: true);
        day.Forget();
        return new MirrorKillOutcome(number, victim, aim, reported, session, frames, resends, problem);
    }

    public void Dispose() => _server?.Dispose();

    /// <summary>What the session itself says of its copy.</summary>
    private static string? Objection(JsonElement end, out long resends)
    {
        resends = end.GetProperty("journaling").GetProperty("resends").GetInt64();
        JsonElement mirror = end.GetProperty("mirror");
        return mirror.GetProperty("compared").GetString() == "equal" ? null : $"the session says of its mirror: {mirror.GetRawText()}";
    }

    /// <summary>The same question, asked from this process.</summary>
    private (string? Session, long Frames, string? Problem) Compare(string journal)
    {
        try
        {
            JournalComparisonResult compared = JournalComparison.RunAsync(journal, given ?? EventStoreSettings.Parse(_server!.ConnectionString), stop: interrupt).GetAwaiter().GetResult();
            return (compared.Session.ToString(), compared.Inbound.Frames, compared.Equal ? null : compared.ToString());
        }
        catch (JournalException e)
        {
            return (null, 0, e.Message);
        }
    }

    private void Renew(int number)
    {
        _server?.Dispose();
        _server = StandInServer.Start(Path.Combine(folder, FormattableString.Invariant($"server-{number}.data")));
    }
}
