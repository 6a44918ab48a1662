using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Money flow index, 0 to 100: turnover of bars whose typical price rose, over that of all that moved, in the last bars. Typical prices are
/// compared as integers, so a tie is a tie and its turnover is left out; nothing moved gives 0, as in TA-Lib.
/// </summary>
public sealed class Mfi(int length) : IIndicator
{
    // Exact, signed by direction.
    private Lag<Int128> _flows = new(Length.Check(length));
    private Int128 _rising;
    private Int128 _falling;
    private long _price;
    private bool _started;

    public bool IsReady => _flows.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            double rising = Exact.ToDouble(_rising), all = rising + Exact.ToDouble(_falling);
            return all > 0 ? 100 * rising / all : 0;
        }
    }

    public void Update(in Bar bar)
    {
        // Three typical prices; the factor cancels.
        long price = bar.High.Units + bar.Low.Units + bar.Close.Units, change = price - _price;
        bool started = _started;
        (_price, _started) = (price, true);
        if (!started) return;
        long side = change > 0 ? 1 : change < 0 ? -1 : 0;
        Int128 flow = Math.BigMul(price, bar.Volume * side), gone = _flows.Push(flow);
        Add(flow);
        if (gone > 0) _rising -= gone;
        else _falling += gone;
    }

    private void Add(Int128 flow)
    {
        if (flow > 0) _rising += flow;
        else _falling -= flow;
    }

    public void Save(StateWriter writer)
    {
        _flows.Save(writer);
        writer.Write(_rising);
        writer.Write(_falling);
        writer.Write(_price);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _flows.Load(reader);
        _rising = reader.Read<Int128>();
        _falling = reader.Read<Int128>();
        _price = reader.Read<long>();
        _started = reader.Read<bool>();
    }
}
