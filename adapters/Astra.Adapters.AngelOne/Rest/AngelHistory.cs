using System.Globalization;
using System.Text.Json;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Finished candles. Windows that do not overlap, merged by time; open interest is not among what candles carry.</summary>
internal sealed class AngelHistory(AngelCalls calls, SegmentHours hours, TimeProvider time, Action<string> tell) : IMarketHistory
{
    public async Task<IReadOnlyList<HistoryBar>> BarsAsync(FeedInstrument instrument, int minutes, Timestamp from, Timestamp to, CancellationToken stop)
    {
        if (!AngelIntervals.TryFind(minutes, out string interval, out int days))
            throw new VendorException($"Angel One has no candles of {minutes} minutes; there are 1, 3, 5, 10, 15, 30 and 60") { IsFinal = true };
        var bars = new SortedDictionary<long, HistoryBar>();
        int unread = 0;
        // Requests count whole minutes, the last one included.
        Timestamp start = from.FloorTo(Timestamp.NanosPerMinute);
        while (start < to)
        {
            Timestamp next = start + days * Timestamp.NanosPerDay;
            if (next > to) next = (to - 1).FloorTo(Timestamp.NanosPerMinute) + Timestamp.NanosPerMinute;
            string body = JsonBody.Of(
                ("exchange", AngelExchange.NameOf(instrument.Exchange)), ("symboltoken", instrument.Token), ("interval", interval),
                ("fromdate", Minute(start)), ("todate", Minute(next - Timestamp.NanosPerMinute)));
            AngelReply reply = await calls.SendAsync(HttpMethod.Post, AngelPaths.Candles, body, calls.Limits.Candles, true, stop).ConfigureAwait(false);
            if (reply.Fault == AngelFault.NotFound)
            {
                tell($"Angel One has no history of {instrument.TradingSymbol}: {reply.Code}");
                return [];
            }
            if (!reply.IsGood) throw calls.Failure($"candles of {instrument.TradingSymbol}", reply, false);
            foreach (JsonElement row in reply.Data.Items())
            {
                if (!TryRead(row, minutes, out HistoryBar bar)) unread++;
                else if (bar.Start >= from && bar.Start < to && IsFinished(in bar, instrument)) bars[bar.Start.UnixNanos] = bar;
            }
            start = next;
        }
        if (unread > 0) tell($"Angel One: {unread} candles of {instrument.TradingSymbol} could not be read and were left out");
        return [.. bars.Values];
    }

    /// <summary>A row is time, open, high, low, close, volume; prices in rupees, exact.</summary>
    internal static bool TryRead(JsonElement row, int minutes, out HistoryBar bar)
    {
        bar = default;
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 6) return false;
        if (!DateTimeOffset.TryParse(row[0].Text(), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)) return false;
        if (!TryPrice(row[1], out Price open) || !TryPrice(row[2], out Price high) || !TryPrice(row[3], out Price low) || !TryPrice(row[4], out Price close)) return false;
        if (row[5].Whole() is not { } volume || volume < 0) return false;
        bar = new HistoryBar
        {
            Start = LiveTime.Of(at),
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = volume,
            IntervalMinutes = minutes,
        };
        return true;
    }

    internal static bool TryPrice(JsonElement element, out Price price)
    {
        price = default;
        if (element.Decimal() is not { } rupees || Math.Abs(rupees) > long.MaxValue / Price.UnitsPerRupee) return false;
        decimal units = rupees * Price.UnitsPerRupee;
        if (units != decimal.Truncate(units)) return false;
        price = new Price((long)units);
        return true;
    }

    /// <summary>The running candle changes. The last one of a session ends with it, though its interval would go on.</summary>
    private bool IsFinished(in HistoryBar bar, FeedInstrument instrument)
    {
        Timestamp now = LiveTime.Now(time);
        Timestamp end = bar.Start + bar.IntervalMinutes * Timestamp.NanosPerMinute;
        if (hours.EndOf(instrument.Instrument.Segment, bar.Start) is { } close && close < end) end = close;
        return end <= now;
    }

    private static string Minute(Timestamp at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Ist.DateOf(at):yyyy-MM-dd} {Ist.TimeOf(at):HH\\:mm}");
}
