using System.CommandLine;
using Astra.Journal;

namespace Astra.Cli;

/// <summary><c>astra journal dump</c>: events as lines of JSON.</summary>
internal static class DumpCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        JournalPlaceOptions options = new(interrupt);
        Option<string?> until = new("--until") { Description = "Stop at the first event later than this (Indian time unless an offset is given)", HelpName = "TIME" };
        Option<long?> from = new("--from") { Description = "First inbound sequence", HelpName = "N" };
        Option<long?> to = new("--to") { Description = "Last inbound sequence", HelpName = "N" };
        Option<string> stream = new("--stream") { Description = "Which side to show", DefaultValueFactory = _ => "both" };
        stream.AcceptOnlyFromAmong("in", "out", "both");
        Command command = new("dump", "Each event as one line of JSON, followed by what it caused");
        options.AddTo(command);
        foreach (Option option in (Option[])[until, from, to, stream, new Option<bool>("--json") { Description = "Accepted for symmetry: dump is always JSON lines" }]) command.Add(option);
        command.SetAction(parsed =>
        {
            JournalPlace place = options.Read(parsed);
            if (parsed.GetValue(from) > parsed.GetValue(to)) throw new UsageException($"--from {parsed.GetValue(from)} is behind --to {parsed.GetValue(to)}: nothing to show");
            using Stream output = new InterruptibleStream(Console.OpenStandardOutput(), interrupt);
            place.Dump(output, new JournalDumpOptions
            {
                FromSequence = parsed.GetValue(from),
                ToSequence = parsed.GetValue(to),
                Until = parsed.GetValue(until) is { } time ? Dates.ParseTime(time, "--until", place.FirstDay()) : null,
                Inbound = parsed.GetValue(stream) != "out",
                Outbound = parsed.GetValue(stream) != "in",
            });
            return ExitCode.Done;
        });
        return command;
    }

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
