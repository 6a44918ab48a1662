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
    private Int128 _all;
    private Int128 _net;
    private long _price;
    private bool _started;

    public bool IsReady => _flows.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            // Rising less falling and both together make twice the rising.
            double all = Exact.ToDouble(_all);
            return all > 0 ? 50 * Exact.ToDouble(_all + _net) / all : 0;
        }
    }

    public void Update(in Bar bar)
    {
        // Three typical prices; the factor cancels.
        long price = bar.High.Units + bar.Low.Units + bar.Close.Units, change = price - _price;
        bool started = _started;
        (_price, _started) = (price, true);
        if (!started) return;
        long side = Math.Sign(change);
        Int128 flow = Math.BigMul(price, bar.Volume * side), gone = _flows.Push(flow);
        _net += flow - gone;
        _all += Size(flow) - Size(gone);
    }

    /// <summary>Without a branch, since which way prices go cannot be guessed.</summary>
    private static Int128 Size(Int128 flow)
    {
        Int128 sign = flow >> 127;
        return (flow ^ sign) - sign;
    }

    public void Save(StateWriter writer)
    {
        _flows.Save(writer);
        writer.Write(_all);
        writer.Write(_net);
        writer.Write(_price);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _flows.Load(reader);
        _all = reader.Read<Int128>();
        _net = reader.Read<Int128>();
        _price = reader.Read<long>();
        _started = reader.Read<bool>();
    }
}
