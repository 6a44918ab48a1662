namespace Astra.StandIns;

/// <summary>Where an instrument's price stands. Belongs to the market's lock.</summary>
internal sealed class SimState
{
    private readonly SimInstrument _instrument;
    private Noise _noise;
    private Int128 _turnover;

    public SimState(SimInstrument instrument, ulong seed, long timeMs)
    {
        _instrument = instrument;
        _noise = new Noise(Noise.Of(seed, instrument.Index, 7));
        Last = Open = High = Low = instrument.StartPrice;
        PreviousClose = instrument.StartPrice - (_noise.Between(-8, 8) * instrument.Tick);
        if (PreviousClose <= 0) PreviousClose = instrument.StartPrice;
        Volume = instrument.IsIndex ? 0 : instrument.Lot * _noise.Between(1_000, 50_000);
        _turnover = (Int128)Volume * Last;
        OpenInterest = instrument.IsDerivative ? instrument.Lot * _noise.Between(1_000, 90_000) : 0;
        TimeMs = timeMs / 1000 * 1000;
        MoveDepth();
    }

    /// <summary>Pips, as all prices here.</summary>
    public long Last { get; private set; }

    public long LastQuantity { get; private set; }

    public long Volume { get; private set; }

    public long Average => Volume == 0 ? Last : (long)(_turnover / Volume) / 100 * 100;

    public long Open { get; private set; }

    public long High { get; private set; }

    public long Low { get; private set; }

    public long PreviousClose { get; }

    public long OpenInterest { get; private set; }

    public long TotalBuy { get; private set; }

    public long TotalSell { get; private set; }

    /// <summary>Exchange time of the last trade, epoch ms, whole seconds.</summary>
    public long TimeMs { get; private set; }

    public long Steps { get; private set; }

    public long[] BidPrice { get; } = new long[5];

    public long[] BidQuantity { get; } = new long[5];

    public int[] BidOrders { get; } = new int[5];

    public long[] AskPrice { get; } = new long[5];

    public long[] AskQuantity { get; } = new long[5];

    public int[] AskOrders { get; } = new int[5];

    public long UpperCircuit => PreviousClose * 11 / 10 / _instrument.Tick * _instrument.Tick;

    public long LowerCircuit => Math.Max(_instrument.Tick, PreviousClose * 9 / 10 / _instrument.Tick * _instrument.Tick);

    public long YearHigh => Math.Max(High, _instrument.StartPrice * 5 / 4 / _instrument.Tick * _instrument.Tick);

    public long YearLow => Math.Min(Low, Math.Max(_instrument.Tick, _instrument.StartPrice * 3 / 4 / _instrument.Tick * _instrument.Tick));

    /// <summary>One trade: at most two ticks away, drawn back gently to where it started, always inside the circuits.</summary>
    public void Step(long timeMs)
    {
        long pull = (_instrument.StartPrice - Last) / (_instrument.Tick * 64);
        long price = Last + ((_noise.Between(-2, 2) + Math.Clamp(pull, -1, 1)) * _instrument.Tick);
        Last = Math.Clamp(price, Math.Max(_instrument.Tick, LowerCircuit), UpperCircuit);
        High = Math.Max(High, Last);
        Low = Math.Min(Low, Last);
        if (!_instrument.IsIndex)
        {
            LastQuantity = _instrument.Lot * _noise.Between(1, 10);
            Volume += LastQuantity;
            _turnover += (Int128)LastQuantity * Last;
            if (_instrument.IsDerivative) OpenInterest = Math.Max(0, OpenInterest + (_instrument.Lot * _noise.Between(-2, 2)));
        }

        TimeMs = timeMs / 1000 * 1000;
        Steps++;
        MoveDepth();
    }

    private void MoveDepth()
    {
        if (_instrument.IsIndex) return;
        for (int level = 0; level < 5; level++)
        {
            BidPrice[level] = Math.Max(0, Last - (level * _instrument.Tick));
            AskPrice[level] = Last + ((level + 1) * _instrument.Tick);
            BidQuantity[level] = BidPrice[level] == 0 ? 0 : _instrument.Lot * _noise.Between(1, 400);
            AskQuantity[level] = _instrument.Lot * _noise.Between(1, 400);
            BidOrders[level] = BidPrice[level] == 0 ? 0 : (int)_noise.Between(1, 30);
            AskOrders[level] = (int)_noise.Between(1, 30);
        }

        TotalBuy = _instrument.Lot * _noise.Between(2_000, 90_000);
        TotalSell = _instrument.Lot * _noise.Between(2_000, 90_000);
    }
}
