using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Regular divergence of a price and an oscillator: a lower swing low of the price with a higher oscillator (bullish), a higher swing
/// high with a lower one (bearish). A bar is a swing when no bar within <c>wing</c> either side passes it and it is the last of equals;
/// so it is known, and signalled, <c>wing</c> bars after it. The oscillator is read at the swing's bar.
/// </summary>
/// <param name="wing">Bars either side of a swing, 1 to 1000.</param>
/// <param name="reach">Most bars between the two swings that are compared.</param>
public sealed class Divergence(int wing = 5, int reach = 60) : IStateful
{
    private readonly int _wing = wing is >= 1 and <= 1_000 ? wing : throw new ArgumentOutOfRangeException(nameof(wing), wing, "1 to 1000 bars are needed");
    private readonly int _reach = Length.Check(reach);
    private Lag<long> _prices = new(wing);
    private Lag<double> _values = new(wing);
    private Swing _high = new(wing);
    private Swing _low = new(wing);

    /// <summary>+1 bullish, -1 bearish, else 0. Two swings of one bar (both a high and a low) give the bullish answer.</summary>
    public int Update(Price price, double oscillator)
    {
        bool known = _prices.IsFull;
        long candidate = _prices.Push(price.Units);
        double value = _values.Push(oscillator);
        // Before there is a bar to judge, the windows only fill.
        bool bullish = _low.Update(-price.Units, -candidate, -value, known, _reach);
        bool bearish = _high.Update(price.Units, candidate, value, known, _reach);
        return bullish ? 1 : bearish ? -1 : 0;
    }

    public void Save(StateWriter writer)
    {
        _prices.Save(writer);
        _values.Save(writer);
        _high.Save(writer);
        _low.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _prices.Load(reader);
        _values.Load(reader);
        _high.Load(reader);
        _low.Load(reader);
    }

    /// <summary>Finds swing highs, and says when one is higher than the last while its oscillator is lower.</summary>
    private struct Swing(int wing)
    {
        private ExtremeWindow _after = new(wing);
        private ExtremeWindow _before = new(wing);
        private long _price;
        private double _value;
        /// <summary>Bars since the last swing was a candidate; 0 while there is none.</summary>
        private int _age;

        public bool Update(long price, long candidate, double value, bool known, int reach)
        {
            _after.Push(price);
            if (_age > 0) _age = Math.Min(_age + 1, int.MaxValue - 1);
            if (!known) return false;
            bool swing = _before.IsFull && candidate > _after.Highest && candidate >= _before.Highest;
            _before.Push(candidate);
            if (!swing) return false;
            bool diverges = _age > 0 && _age - 1 <= reach && candidate > _price && value < _value;
            (_price, _value, _age) = (candidate, value, 1);
            return diverges;
        }

        public readonly void Save(StateWriter writer)
        {
            _after.Save(writer);
            _before.Save(writer);
            writer.Write(_price);
            writer.Write(_value);
            writer.Write(_age);
        }

        public void Load(StateReader reader)
        {
            _after.Load(reader);
            _before.Load(reader);
            _price = reader.Read<long>();
            _value = reader.Read<double>();
            _age = reader.Read<int>();
        }
    }
}
