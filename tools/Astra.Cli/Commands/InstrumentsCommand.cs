using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra instruments</c>: a broker's instrument master, or a recording's instruments, loaded, searched and shown.</summary>
internal static class InstrumentsCommand
{
    private const int DefaultLimit = 50;

    public static Command Create()
    {
        Option<string[]> masters = new("--master")
        {
            Description = "Masters as the broker hands them out, plain, .gz or .zip, joined by commas: Angel One's OpenAPIScripMaster.json, Shoonya's NSE_symbols.txt, NFO_symbols.txt …",
            HelpName = "F[,F…]",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> recording = new("--recording") { Description = "The instruments of a recording instead", HelpName = "FILE" };
        Option<string?> search = new("--search") { Description = "Instruments whose symbol, name or token hold all these words, in any letter case: \"nifty oct 25000\"", HelpName = "WORDS" };
        Option<string?> show = new("--show") { Description = "Everything about one: a symbol (SBIN-EQ, RELIANCE, NIFTY28OCT25C25000) or EXCHANGE:TOKEN (NSE:3045)", HelpName = "SYMBOL" };
        Option<string?> underlying = new("--underlying") { Description = "Futures and options on this, by expiry and strike", HelpName = "NAME" };
        Option<string?> expiry = new("--expiry") { Description = "Those of one expiry only (with --underlying)", HelpName = "DATE" };
        Option<string?> segment = new("--segment") { Description = "Of one segment only: NSE, BSE, NFO, BFO, CDS or MCX (an index belongs to NFO or BFO)", HelpName = "NAME" };
        Option<string?> date = new("--date") { Description = "Day of the master, for freeze quantities and the like that it leaves out; today by default", HelpName = "DATE" };
        Option<int> limit = new("--limit") { Description = $"Show at most this many, {DefaultLimit} by default", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new(
            "instruments", "Look into a broker's instrument master: what there is, its lot, tick, freeze quantity, settlement and charge group")
        { masters, recording, search, show, underlying, expiry, segment, date, limit, json };
        command.SetAction(parsed =>
        {
            string[] paths = [.. (parsed.GetValue(masters) ?? []).SelectMany(m => m.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            string? file = parsed.GetValue(recording);
            if (paths.Length == 0 == file is null) throw new UsageException("give either --master F[,F…] or --recording FILE");
            var query = new InstrumentQuery(
                parsed.GetValue(search), parsed.GetValue(show), parsed.GetValue(underlying), InstrumentQuery.DateOf("--expiry", parsed.GetValue(expiry)),
                InstrumentQuery.SegmentOf(parsed.GetValue(segment)), parsed.GetValue(limit));
            if (query.Limit is < 1 or > 10_000_000) throw new UsageException($"--limit {query.Limit}: give a number from 1");
            if (query.Expiry is not null && query.Underlying is null) throw new UsageException("--expiry goes with --underlying NAME");
            if (query.Show is not null && (query.Search ?? query.Underlying) is not null) throw new UsageException("give --show alone, or --search and --underlying");
            DateOnly day = InstrumentQuery.DateOf("--date", parsed.GetValue(date)) ?? Ist.DateOf(new Timestamp(DateTimeOffset.UtcNow.ToUnixTimeSeconds() * Timestamp.NanosPerSecond));
            return file is null ? Masters(paths, day, query, parsed.GetValue(json)) : Recording(file, query, parsed.GetValue(json));
        });
        return command;
    }

    private static int Masters(string[] paths, DateOnly day, InstrumentQuery query, bool json)
    {
        var files = new List<MasterFileReport>();
        InstrumentMaster master = MasterFile.Load(paths, day, (report, time) =>
        {
            files.Add(report);
            Terminal.Say(FormattableString.Invariant($"{report.File}: {report.Rows:N0} rows in {time.TotalMilliseconds:N1} ms, {report.Rows / Math.Max(time.TotalSeconds, 1e-9) / 1e6:N2} M rows/s"));
            if (report.Problem is not null) Terminal.Say($"{report.File}, {report.Problem}");
        });
        int[] rows = query.Asks ? query.Rows(master) : [];
        InstrumentView[] found = [.. rows.Take(query.Limit).Select(r => InstrumentView.Of(master, r))];
        Instrument[] all = query.Asks && !json ? [] : [.. Enumerable.Range(0, master.Count).Select(r => master.ToInstrument(r, r))];
        Write(files, all, query, found, rows.Length > query.Limit, json);
        return query.Asks && found.Length == 0 || files.Any(f => f.Problem is not null) ? ExitCode.No : ExitCode.Done;
    }

    private static int Recording(string file, InstrumentQuery query, bool json)
    {
        DataFile.RequireFile(file);
        Instrument[] all;
        using (RecordingReader reader = RecordingReader.Open(file)) all = [.. reader.Instruments];
        string[] words = (query.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Instrument[] matching =
        [
            .. all.Where(i => (query.Segment == Segment.None || i.Segment == query.Segment)
                && (query.Show is null || i.Symbol.Equals(query.Show, StringComparison.OrdinalIgnoreCase))
                && (query.Underlying is null || i.Underlying.Equals(query.Underlying, StringComparison.OrdinalIgnoreCase))
                && (query.Expiry is null || i.Expiry == query.Expiry)
                && words.All(w => i.Symbol.Contains(w, StringComparison.OrdinalIgnoreCase))),
        ];
        InstrumentView[] found = [.. matching.Take(query.Limit).Select(InstrumentView.Of)];
        // A recording is short: its instruments are the answer when nothing is asked.
        Write([], all, query with { Search = query.Search ?? "" }, found, matching.Length > query.Limit, json);
        return query.Asks && found.Length == 0 ? ExitCode.No : ExitCode.Done;
    }

    private static void Write(
        List<MasterFileReport> files, Instrument[] all, InstrumentQuery query, InstrumentView[] found, bool more, bool json)
    {
        if (query.Asks && found.Length == 0) Terminal.Say("no instrument answers; look with --search WORDS, and check --segment and --expiry");
        if (json)
        {
            Json.Write(InstrumentReport.Of(files, all, query.Asks ? found : null));
        }
        else if (!query.Asks)
        {
            InstrumentReport.WriteFiles(files);
            InstrumentReport.WriteCounts(all);
        }
        else if (query.Show is not null)
        {
            foreach (InstrumentView one in found) InstrumentReport.WriteOne(one);
        }
        else if (found.Length > 0)
        {
            InstrumentReport.WriteList(found, more);
        }
    }
}
