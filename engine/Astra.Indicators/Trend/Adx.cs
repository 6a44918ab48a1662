using Astra.Markets;

namespace Astra.Indicators;

/// <summary>How the sums behind the directional indicators start.</summary>
public enum AdxForm : byte
{
    /// <summary>As TA-Lib: the sum of n-1 bars, decayed from the n-th on.</summary>
    TaLib,
    /// <summary>As Wilder wrote: the plain sum of n bars, decayed from the next on. Within 1e-6 of the other after some 18n bars.</summary>
    Wilder,
}

/// <summary>
/// Wilder's directional movement: +DI and -DI (0 to 100) and their trend strength ADX. Movements are compared in price units, so that a
/// tie counts for neither side; a stretch without any range gives 0.
/// </summary>
public sealed class Adx(int length, AdxForm form = AdxForm.TaLib) : IIndicator
{
    private readonly int _length = Length.Check(length);
    private readonly int _seed = form == AdxForm.Wilder ? length : length - 1;
    private readonly double _keep = 1.0 / length;
    private Wilder _strength = new(length);
    private double _plus;
    private double _minus;
    private double _range;
    private Price _high;
    private Price _low;
    private Price _close;
    /// <summary>Bars so far, counted up to what the sums need.</summary>
    private int _bars;

    /// <summary>True from ADX's first value; the directional indicators are ready earlier, see <see cref="DirectionIsReady"/>.</summary>
    public bool IsReady => _strength.IsReady;

    public bool DirectionIsReady => _bars > _length;

    /// <summary>ADX.</summary>
    public double Value => IsReady ? _strength.Value : 0;

    public double PlusDi { get; private set; }

    public double MinusDi { get; private set; }

    public void Update(in Bar bar)
    {
        if (_bars > 0) Move(in bar);
        if (_bars <= _length) _bars++;
        (_high, _low, _close) = (bar.High, bar.Low, bar.Close);
        if (!DirectionIsReady) return;
        double scale = _range > 0 ? 100 / _range : 0;
        (PlusDi, MinusDi) = (_plus * scale, _minus * scale);
        double sum = _plus + _minus;
        _strength.Update(sum > 0 && _range > 0 ? 100 * Math.Abs(_plus - _minus) / sum : 0);
    }

    private void Move(in Bar bar)
    {
        long up = bar.High.Units - _high.Units, down = _low.Units - bar.Low.Units;
        long range = Math.Max(bar.High.Units, _close.Units) - Math.Min(bar.Low.Units, _close.Units);
        double plus = up > down && up > 0 ? up : 0, minus = down > up && down > 0 ? down : 0;
        if (_bars <= _seed)
        {
            _plus += plus;
            _minus += minus;
            _range += range;
            return;
        }
        _plus += plus - _plus * _keep;
        _minus += minus - _minus * _keep;
        _range += range - _range * _keep;
    }

    public void Save(StateWriter writer)
    {
        _strength.Save(writer);
        writer.Write(_plus);
        writer.Write(_minus);
        writer.Write(_range);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(_bars);
        writer.Write(PlusDi);
        writer.Write(MinusDi);
    }

    public void Load(StateReader reader)
    {
        _strength.Load(reader);
        _plus = reader.Read<double>();
        _minus = reader.Read<double>();
        _range = reader.Read<double>();
        _high = reader.Read<Price>();
        _low = reader.Read<Price>();
        _close = reader.Read<Price>();
        _bars = reader.Read<int>();
        PlusDi = reader.Read<double>();
        MinusDi = reader.Read<double>();
    }
}
