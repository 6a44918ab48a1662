using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>What an instrument shows and trades around its fair price: touch, sizes, trades with persistent direction, five levels.</summary>
internal sealed class QuoteBook
{
    private const double TradeShare = 0.36;
    private const double PrintShare = 0.08;
    private const double DepthShare = 0.07;
    private const double SamesideShare = 0.72;

    private readonly Instrument _instrument;
    private readonly InstrumentProfile _profile;
    private readonly RandomStream _random;
    private readonly double _ticksPerRupee;
    private readonly TickFields _fields;
    private TouchlineTick _touch;
    private long _bid;
    private long _ask;
    private int _side = 1;

    public QuoteBook(Instrument instrument, InstrumentProfile profile, RandomStream random)
    {
        (_instrument, _profile, _random) = (instrument, profile, random);
        _ticksPerRupee = (double)Price.UnitsPerRupee / instrument.TickSize.Units;
        _fields = TickFields.Last | TickFields.Bid | TickFields.Ask | TickFields.LastQuantity | TickFields.Volume;
        if (instrument.Kind == InstrumentKind.Future)
        {
            _fields |= TickFields.OpenInterest;
            _touch.OpenInterest = (long)(profile.TypicalLots * 40_000) * instrument.LotSize;
        }
        _touch.Last = PriceOf((long)(profile.Reference * _ticksPerRupee + 0.5));
    }

    /// <summary>Sets kind, flags and body of the record for one arrival.</summary>
    public void Next(double fair, double nervousness, ref InboundRecord record)
    {
        Requote(fair, nervousness);
        double u = _random.Uniform();
        if (u < TradeShare)
        {
            Trade();
            if (_random.Uniform() < PrintShare)
            {
                record.Header.Kind = InboundKind.Trade;
                record.Header.Flags = 0;
                record.Trade = new TradeTick { Price = _touch.Last, Quantity = _touch.LastQuantity, Aggressor = _side };
                return;
            }
        }
        else if (u < TradeShare + DepthShare)
        {
            record.Header.Kind = InboundKind.Depth;
            record.Header.Flags = 0;
            ShowDepth(ref record.Depth);
            return;
        }
        record.Header.Kind = InboundKind.Touchline;
        record.Header.Flags = (byte)_fields;
        record.Touchline = _touch;
    }

    private void Requote(double fair, double nervousness)
    {
        double middle = fair * _ticksPerRupee;
        double half = 0.5 * _profile.SpreadTicks * (0.55 + 0.35 * Math.Min(nervousness, 5)) * (0.6 + 0.8 * _random.Uniform());
        long bid = (long)Math.Floor(middle - half);
        long ask = Math.Max(bid + 1, (long)Math.Ceiling(middle + half));
        _touch.BidQuantity = bid == _bid ? Jitter(_touch.BidQuantity) : Displayed(1);
        _touch.AskQuantity = ask == _ask ? Jitter(_touch.AskQuantity) : Displayed(1);
        (_bid, _ask) = (bid, ask);
        _touch.Bid = PriceOf(bid);
        _touch.Ask = PriceOf(ask);
    }

    /// <summary>A trade at the touch. Buyers follow buyers: orders are worked in slices.</summary>
    private void Trade()
    {
        if (_random.Uniform() > SamesideShare) _side = -_side;
        double lots = _profile.TypicalLots * _random.Exponential();
        if (_random.Uniform() < 0.01) lots *= 12;
        int quantity = (1 + (int)lots) * _instrument.LotSize;
        _touch.Last = _side > 0 ? _touch.Ask : _touch.Bid;
        _touch.LastQuantity = quantity;
        _touch.Volume += quantity;
        ref int shown = ref _side > 0 ? ref _touch.AskQuantity : ref _touch.BidQuantity;
        shown = shown > quantity ? shown - quantity : Displayed(1);
        if (_instrument.Kind == InstrumentKind.Future) _touch.OpenInterest += (_random.Below(3) - 1) * (long)quantity;
    }

    private void ShowDepth(ref DepthTick depth)
    {
        int tick = (int)_instrument.TickSize.Units;
        depth.Reference = _touch.Bid;
        int below = 0;
        int above = (int)(_touch.Ask - _touch.Bid).Units;
        for (int i = 0; i < DepthTick.Levels; i++)
        {
            depth.Bids[i] = new DepthLevel { Offset = below, Quantity = i == 0 ? _touch.BidQuantity : Displayed(1 + 0.4 * i) };
            depth.Asks[i] = new DepthLevel { Offset = above, Quantity = i == 0 ? _touch.AskQuantity : Displayed(1 + 0.4 * i) };
            below -= tick * (_random.Uniform() < 0.15 ? 2 : 1);
            above += tick * (_random.Uniform() < 0.15 ? 2 : 1);
        }
    }

    private int Displayed(double scale) => (1 + (int)(4 * scale * _profile.TypicalLots * _random.Exponential())) * _instrument.LotSize;

    /// <summary>Orders join and leave a standing level.</summary>
    private int Jitter(int quantity)
    {
        int change = _random.Below(3) - 1;
        return Math.Max(_instrument.LotSize, quantity + change * (1 + (int)(_profile.TypicalLots * _random.Uniform())) * _instrument.LotSize);
    }

    private Price PriceOf(long ticks) => new(ticks * _instrument.TickSize.Units);
}
