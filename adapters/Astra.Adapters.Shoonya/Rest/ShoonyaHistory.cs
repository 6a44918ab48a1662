using System.Globalization;
using System.Text;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// Finished bars by <c>TPSeries</c>. The service answers newest first, with the running bar, with gaps, repeats and rows of zeroes; long ranges
/// time out, so they are asked for in pieces.
/// </summary>
internal sealed class ShoonyaHistory(ShoonyaRest rest, SessionCalendar calendar) : IMarketHistory
{
    private static readonly int[] Intervals = [1, 3, 5, 10, 15, 30, 60];

    /// <summary>Longest range of one request, in bars of a minute; longer bars reach further, up to <see cref="MostDays"/>.</summary>
    private const int MinuteDays = 5;
    private const int MostDays = 60;

    private long _badRows;

    /// <summary>Rows that could not be read; rows of zeroes do not count.</summary>
    public long BadRows => Volatile.Read(ref _badRows);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryBar>> BarsAsync(FeedInstrument instrument, int minutes, Timestamp from, Timestamp to, CancellationToken stop)
    {
        if (Array.IndexOf(Intervals, minutes) < 0)
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "Shoonya has bars of 1, 3, 5, 10, 15, 30 and 60 minutes");
        long piece = Math.Min(MinuteDays * minutes, MostDays) * Timestamp.NanosPerDay;
        var bars = new SortedDictionary<long, HistoryBar>();
        for (Timestamp start = from; start < to; start += piece)
        {
            Timestamp end = to - start > piece ? start + piece : to;
            await ReadPieceAsync(instrument, minutes, start, end, bars, stop).ConfigureAwait(false);
        }
        return [.. bars.Values];
    }

    private async Task ReadPieceAsync(
        FeedInstrument instrument, int minutes, Timestamp start, Timestamp end, SortedDictionary<long, HistoryBar> bars, CancellationToken stop)
    {
        ShoonyaReply reply = await rest.CallAsync(
            "TPSeries",
            session =>
            [
                new("uid", session.User), new("exch", ShoonyaNames.Of(instrument.Exchange)), new("token", instrument.Token),
                new("st", Seconds(start)), new("et", Seconds(end)), new("intrv", minutes.ToString(CultureInfo.InvariantCulture)),
            ],
            stop, keyInBody: true).ConfigureAwait(false);
        Timestamp now = rest.Session.Now;
        foreach (IReadOnlyDictionary<string, string> row in reply.Rows)
        {
            if (!TryRead(row, minutes, out HistoryBar bar))
            {
                Interlocked.Increment(ref _badRows);
                continue;
            }
            bool zeroes = (bar.Open.Units | bar.High.Units | bar.Low.Units | bar.Close.Units) == 0;
            if (zeroes || bar.Start < start || bar.Start >= end || EndOf(instrument.Instrument, bar.Start, minutes) > now) continue;
            bars.TryAdd(bar.Start.UnixNanos, bar);
        }
    }

    /// <summary>A bar ends with its minutes, or with the session before.</summary>
    private Timestamp EndOf(Instrument instrument, Timestamp start, int minutes)
    {
        Timestamp end = start + minutes * Timestamp.NanosPerMinute;
        foreach (TradingSession session in calendar.SessionsOn(instrument.Segment, Ist.DateOf(start)))
            if (session.Contains(start) && session.Close < end) return session.Close;
        return end;
    }

    private static bool TryRead(IReadOnlyDictionary<string, string> row, int minutes, out HistoryBar bar)
    {
        bar = new HistoryBar { IntervalMinutes = minutes };
        return (!row.TryGetValue("stat", out string? stat) || stat.Equals("Ok", StringComparison.OrdinalIgnoreCase))
            && TryStart(row, out bar.Start)
            && TryPrice(row, "into", out bar.Open) && TryPrice(row, "inth", out bar.High) && TryPrice(row, "intl", out bar.Low) && TryPrice(row, "intc", out bar.Close)
            && TryUnits(row, "intv", out bar.Volume) && TryUnits(row, "oi", out bar.OpenInterest);
    }

    private static bool TryStart(IReadOnlyDictionary<string, string> row, out Timestamp start)
    {
        start = Timestamp.Zero;
        if (row.TryGetValue("time", out string? text)
            && DateTime.TryParseExact(text, "dd-MM-yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at))
        {
            start = Ist.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
            return true;
        }
        if (!row.TryGetValue("ssboe", out text) || !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds)) return false;
        start = new Timestamp(seconds * Timestamp.NanosPerSecond);
        return true;
    }

    private static bool TryPrice(IReadOnlyDictionary<string, string> row, string name, out Price price)
    {
        const int Decimals = 4;
        price = Price.Zero;
        if (!row.TryGetValue(name, out string? text)) return false;
        byte[] number = Encoding.UTF8.GetBytes(text);
        if (!DecimalText.IsNumber(number) || !DecimalText.TryUnits(number, Decimals, out long units) || units < 0) return false;
        price = new Price(units);
        return true;
    }

    /// <summary>A quantity that is not told is 0; one that cannot be is no quantity.</summary>
    private static bool TryUnits(IReadOnlyDictionary<string, string> row, string name, out long units)
    {
        units = 0;
        if (!row.TryGetValue(name, out string? text)) return true;
        ReadOnlySpan<byte> number = FieldText.Clean(Encoding.UTF8.GetBytes(text));
        return number.IsEmpty || (DecimalText.IsNumber(number) && DecimalText.TryWhole(number, out units) && units >= 0);
    }

    private static string Seconds(Timestamp at) => (at.UnixNanos / Timestamp.NanosPerSecond).ToString(CultureInfo.InvariantCulture);
}
