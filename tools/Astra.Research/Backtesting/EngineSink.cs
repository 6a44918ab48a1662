using Astra.Core;
using Astra.Costs;
using Astra.Host;
using Astra.Markets;

namespace Astra.Research;

/// <summary>Hears what the core says and keeps what a result needs: the bars watched, the trades with what day's ends correct of their charges, equity at the closes of all series.</summary>
internal sealed class EngineSink : IOutboundSink
{
    private readonly EngineRequest _request;
    private readonly EngineBook[] _books;
    private readonly List<EngineTrade> _trades = [];
    private readonly DayShares _day = new();
    private readonly EngineCurve _curve = new();
    private readonly EngineBook?[] _byInstrument;
    private Reason _refusal;
    private Amount _corrections, _turnover;
    private int _ups, _downs;

    public EngineSink(EngineRequest request)
    {
        _request = request;
        IEnumerable<(int, int)> watched = request.Watched.Count > 0 ? request.Watched : request.Plans.Select(plan => (plan.Instrument, plan.IntervalMinutes));
        _books = [.. watched.Select((w, i) => new EngineBook(i, request.Instruments.First(x => x.Id == w.Item1), w.Item2))];
        _byInstrument = new EngineBook?[request.Instruments.Max(i => i.Id) + 1];
        foreach (EngineBook book in _books) _byInstrument[book.Instrument.Id] ??= book;
    }

    /// <summary>Minutes of the bars that plans and result read.</summary>
    public IEnumerable<int> Intervals => _books.Select(book => book.Minutes).Concat(_request.Plans.Select(plan => plan.IntervalMinutes)).Where(minutes => Resampler.Intervals.Contains(minutes)).Distinct();

    /// <summary>Equity is to be told: see <see cref="Mark"/>.</summary>
    public bool HasMark => _curve.IsDue;

    public void Mark(Money equity) => _curve.Mark(equity.Rupees, Array.Exists(_books, book => book.Position != 0));

    public Reason? TakeRefusal()
    {
        Reason said = _refusal;
        _refusal = Reason.None;
        return said == Reason.None ? null : said;
    }

    public void Publish(in OutboundEvent e)
    {
        switch (e.Header.Kind)
        {
            case OutboundKind.BarClosed: OnBar(in e); break;
            case OutboundKind.Signal: OnSignal(in e.Signal); break;
            case OutboundKind.Fill: OnFill(in e); break;
            case OutboundKind.Trade: OnTrade(in e); break;
            case OutboundKind.PlanRejected: _refusal = e.Header.Reason; break;
            case OutboundKind.Settlement: OnSettlement(in e); break;
            case OutboundKind.Valuation: _curve.DayEnded(e.Header.Time); break;
            case OutboundKind.TrueUp: OnTrueUp(in e); break;
        }
    }

    public BacktestResult ToResult(TradingCore core)
    {
        _curve.Finish(core.Equity.Rupees);
        foreach (EngineBook book in _books)
            if (book.Position != 0) _trades.Add(book.OpenTrade());
        CoreTotals totals = core.Totals;
        Money unrealised = totals.Unrealised;
        return new BacktestResult
        {
            Series = [.. _books.Select(book => new BarSeries(book.Instrument, book.Minutes, [.. book.Bars]))],
            Trades = [.. _trades.Select(trade => trade.Corrected()).OrderBy(trade => trade.EntryTime.UnixNanos).ThenBy(trade => trade.Series)],
            Equity = _curve.Equity,
            MarkedAt = _curve.Times,
            StartCash = Amount.OfMoney(_request.Settings.Capital),
            FinalCash = Amount.OfMoney(totals.Equity - unrealised),
            FinalEquity = Amount.OfMoney(totals.Equity),
            // Day's ends and settlements are in the engine's figures by component.
            Fees = Amount.OfMoney(totals.Charges),
            Charges = new Charges(totals.Brokerage, totals.TransactionTax, totals.Exchange, totals.Sebi, totals.Stamp, totals.Gst),
            Corrections = _corrections,
            UpSignals = _ups,
            DownSignals = _downs,
            BarsHeld = _curve.Held,
            Turnover = _turnover,
            Refused = QuarantineCount.Of(core),
            OutboundHash = _request.Quiet ? null : core.OutboundHash,
        };
    }

    private void OnBar(in OutboundEvent e)
    {
        if (e.Bar.Style != ChartStyle.Candle) return;
        foreach (EngineBook book in _books)
        {
            if (book.Instrument.Id != e.Header.Instrument || book.Minutes != e.Bar.IntervalMinutes) continue;
            book.Bars.Add(e.Bar);
            _curve.BarClosed(e.Bar.End);
        }
    }

    private void OnSignal(in SignalBody signal)
    {
        if (signal.Side == Side.Buy) _ups++;
        else if (signal.Side == Side.Sell) _downs++;
    }

    private void OnFill(in OutboundEvent e)
    {
        ref readonly FillBody fill = ref e.Fill;
        if (_byInstrument[e.Header.Instrument] is not { } book) return;
        Money value = Money.Of(fill.Price, fill.Quantity, book.Instrument.Multiplier);
        _turnover += Amount.OfMoney(value);
        bool enters = book.Fill(in fill, e.Header.Time);
        _day.Add(book.Instrument.Segment, e.Header.Time, book.Trade, enters, value);
    }

    private void OnTrade(in OutboundEvent e)
    {
        if (_byInstrument[e.Header.Instrument] is { } book) _trades.Add(book.Close(in e.Trade));
    }

    /// <summary>Comes after the trade that it has closed.</summary>
    private void OnSettlement(in OutboundEvent e)
    {
        _curve.DayEnded(e.Header.Time);
        if (_byInstrument[e.Header.Instrument] is { } book) _day.Add(book.Instrument.Segment, e.Header.Time, book.Trade, false, e.Settlement.Value);
    }

    private void OnTrueUp(in OutboundEvent e)
    {
        _day.Allot(in e.TrueUp);
        _corrections += Amount.OfMoney(e.TrueUp.Total);
        _curve.DayEnded(e.Header.Time);
    }
}
