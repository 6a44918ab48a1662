using System.CommandLine;
using Astra.Journal;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra journal</c>: look at a journal, prove it, mend it, shorten it.</summary>
internal static class JournalCommand
{
    private static Option<string> Folder() => new("--journal") { Description = "Folder of the journal", HelpName = "DIR", Required = true };

    private static Option<bool> AsJson() => new("--json") { Description = "JSON on stdout" };

    public static Command Create(CancellationToken interrupt) => new("journal", "Look at a journal, prove it, mend it, shorten it")
    {
        Verify(),
        Stat(),
        Dump(interrupt),
        TradesCommand.Create(),
        Repair(),
        Retain(),
    };

    private static Command Verify()
    {
        Option<string> folder = Folder();
        Option<bool> json = AsJson();
        Command command = new("verify", "Read everything and name all damage; changes nothing") { folder, json };
        command.SetAction(parsed =>
        {
            JournalVerification found = JournalVerifier.Run(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(json)) Json.Write(found);
            else
            {
                Console.Out.WriteLine(Invariant($"{(found.Good ? "good" : "DAMAGED")}: {found.Events:N0} events in {found.Frames:N0} frames, {found.OutboundEvents:N0} outbound events, {found.Snapshots} snapshots"));
                foreach (JournalFinding f in found.Findings)
                    Console.Out.WriteLine(Invariant($"{f.Severity.ToString().ToLowerInvariant()}: {f.File}, byte {f.Offset}, sequence {f.Sequence}: {f.Text}"));
            }
            return found.Good ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    private static Command Stat()
    {
        Option<string> folder = Folder();
        Option<bool> json = new("--json") { Description = "Accepted for symmetry: stat is always JSON" };
        Command command = new("stat", "What the journal holds, as one JSON object") { folder, json };
        command.SetAction(parsed =>
        {
            JournalStat stat = JournalStat.Read(parsed.GetRequiredValue(folder));
            Json.Write(new
            {
                stat.JournalId,
                stat.Frames,
                stat.Events,
                stat.FirstSequence,
                stat.LastSequence,
                stat.DurableSequence,
                stat.Snapshots,
                FirstTime = stat.FirstTime?.ToString(),
                LastTime = stat.LastTime?.ToString(),
                stat.OutboundEvents,
                stat.Segments,
                stat.Bytes,
                stat.Damage,
            });
            if (stat.Damage is null) return ExitCode.Done;
            Terminal.Say(stat.Damage);
            return ExitCode.No;
        });
        return command;
    }

    private static Command Dump(CancellationToken interrupt)
    {
        Option<string> folder = Folder();
        Option<bool> json = new("--json") { Description = "Accepted for symmetry: dump is always JSON lines" };
        Option<string?> until = new("--until") { Description = "Stop at the first event later than this (Indian time unless an offset is given)", HelpName = "TIME" };
        Option<long?> from = new("--from") { Description = "First inbound sequence", HelpName = "N" };
        Option<long?> to = new("--to") { Description = "Last inbound sequence", HelpName = "N" };
        Option<string> stream = new("--stream") { Description = "Which side to show", DefaultValueFactory = _ => "both" };
        stream.AcceptOnlyFromAmong("in", "out", "both");
        Command command = new("dump", "Each event as one line of JSON, followed by what it caused") { folder, until, from, to, stream, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            if (parsed.GetValue(from) > parsed.GetValue(to)) throw new UsageException($"--from {parsed.GetValue(from)} is behind --to {parsed.GetValue(to)}: nothing to show");
            using Stream output = new InterruptibleStream(Console.OpenStandardOutput(), interrupt);
            JournalDump.Write(path, output, new JournalDumpOptions
            {
                FromSequence = parsed.GetValue(from),
                ToSequence = parsed.GetValue(to),
                Until = parsed.GetValue(until) is { } time ? Dates.ParseTime(time, "--until", ReplayCommand.FirstDayOf(path)) : null,
                Inbound = parsed.GetValue(stream) != "out",
                Outbound = parsed.GetValue(stream) != "in",
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Repair()
    {
        Option<string> folder = Folder();
        Option<bool> accept = new("--accept-loss") { Description = "Yes: keep what stands before the damage and move the rest aside" };
        Command command = new("repair", "Keep the good part of a damaged journal; nothing is deleted") { folder, accept };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            JournalVerification before = JournalVerifier.Run(path);
            if (before.Findings.All(f => f.Severity != FindingSeverity.Damage))
            {
                Terminal.Say($"{path}: nothing is damaged, nothing was done");
                return ExitCode.Done;
            }
            if (!parsed.GetValue(accept))
                throw new DamageException($"{path}: {before.Findings.First(f => f.Severity == FindingSeverity.Damage).Text}; restore the folder from a copy, or say --accept-loss to keep only what stands before it");
            using JournalFolder opened = JournalFolder.Open(new JournalOptions(path) { AcceptLoss = true });
            Terminal.Say(Invariant($"{path}: events {opened.Recovery.FirstSequence} to {opened.Recovery.LastSequence} are kept"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Retain()
    {
        Option<string> folder = Folder();
        Option<int> snapshots = new("--keep-snapshots") { Description = "Newest good snapshots from which recovery stays possible", HelpName = "N", DefaultValueFactory = _ => 2 };
        Option<string?> older = new("--older-than") { Description = "Remove only segments whose every event is before this day", HelpName = "YYYY-MM-DD" };
        Command command = new("retain", "Remove old segments that no recovery needs; what is left replays from a snapshot only") { folder, snapshots, older };
        command.SetAction(parsed =>
        {
            int kept = parsed.GetValue(snapshots);
            if (kept < 1) throw new UsageException($"--keep-snapshots {kept}: give 1 or more");
            Timestamp? time = parsed.GetValue(older) is { } day ? Ist.At(Dates.Parse(day, "--older-than"), TimeOnly.MinValue) : null;
            foreach (string line in new JournalRetention(kept, time).Apply(parsed.GetRequiredValue(folder))) Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Ends a long dump at Ctrl-C between two writes.</summary>
    private sealed class InterruptibleStream(Stream inner, CancellationToken interrupt) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            interrupt.ThrowIfCancellationRequested();
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
