using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Heikin-Ashi as unrounded figures: close = (O+H+L+C)/4, open = the mean of the previous Heikin-Ashi open and close (the first: of its
/// bar), high and low widened to both. <see cref="HeikinAshiBars"/> makes bars of it, whose prices are whole units.
/// </summary>
public sealed class HeikinAshi : IIndicator
{
    private double _open;
    private double _high;
    private double _low;
    private double _close;

    public bool IsReady { get; private set; }

    /// <summary>The close, rupees.</summary>
    public double Value => Close;

    public double Open => _open / Price.UnitsPerRupee;

    public double High => _high / Price.UnitsPerRupee;

    public double Low => _low / Price.UnitsPerRupee;

    public double Close => _close / Price.UnitsPerRupee;

    public void Update(in Bar bar)
    {
        _open = IsReady ? (_open + _close) / 2 : (bar.Open.Units + bar.Close.Units) / 2.0;
        _close = (bar.Open.Units + bar.High.Units + bar.Low.Units + bar.Close.Units) / 4.0;
        _high = Math.Max(bar.High.Units, Math.Max(_open, _close));
        _low = Math.Min(bar.Low.Units, Math.Min(_open, _close));
        IsReady = true;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_open);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(IsReady);
    }

    public void Load(StateReader reader)
    {
        _open = reader.Read<double>();
        _high = reader.Read<double>();
        _low = reader.Read<double>();
        _close = reader.Read<double>();
        IsReady = reader.Read<bool>();
    }
}
