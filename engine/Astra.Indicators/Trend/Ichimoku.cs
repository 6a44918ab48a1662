using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Ichimoku: middles of the highest high and lowest low over three lengths. The two spans of the cloud are given where they are drawn:
/// those of <c>baseLength</c> bars ago, so nothing looks ahead. (The lagging span is this bar's close drawn that far back: no new figure.)
/// </summary>
public sealed class Ichimoku : IIndicator
{
    private readonly Donchian _conversion;
    private readonly Donchian _base;
    private readonly Donchian _span;
    private Lag<long> _leads;
    private Lag<long> _slowLeads;

    public Ichimoku(int conversion = 9, int baseLength = 26, int span = 52)
    {
        Length.CheckPair(conversion, baseLength);
        Length.CheckPair(baseLength, span);
        (_conversion, _base, _span) = (new Donchian(conversion), new Donchian(baseLength), new Donchian(span));
        (_leads, _slowLeads) = (new Lag<long>(baseLength), new Lag<long>(baseLength));
    }

    /// <summary>True once both spans stand; the lines are ready earlier.</summary>
    public bool IsReady { get; private set; }

    public bool ConversionIsReady => _conversion.IsReady;

    public bool BaseIsReady => _base.IsReady;

    public bool LeadIsReady { get; private set; }

    /// <summary>Tenkan-sen, the conversion line.</summary>
    public double Value => _conversion.Value;

    /// <summary>Kijun-sen.</summary>
    public double Base => _base.Value;

    /// <summary>Senkou span A: the middle of conversion and base.</summary>
    public double SpanA { get; private set; }

    /// <summary>Senkou span B: the middle over the longest length.</summary>
    public double SpanB { get; private set; }

    public void Update(in Bar bar)
    {
        _conversion.Update(in bar);
        _base.Update(in bar);
        _span.Update(in bar);
        if (!BaseIsReady) return;
        LeadIsReady = _leads.IsFull;
        SpanA = _leads.Push(_conversion.Doubled + _base.Doubled) / (4.0 * Price.UnitsPerRupee);
        if (!_span.IsReady) return;
        IsReady = _slowLeads.IsFull;
        SpanB = _slowLeads.Push(_span.Doubled) / (2.0 * Price.UnitsPerRupee);
    }

    public void Save(StateWriter writer)
    {
        _conversion.Save(writer);
        _base.Save(writer);
        _span.Save(writer);
        _leads.Save(writer);
        _slowLeads.Save(writer);
        writer.Write(IsReady);
        writer.Write(LeadIsReady);
        writer.Write(SpanA);
        writer.Write(SpanB);
    }

    public void Load(StateReader reader)
    {
        _conversion.Load(reader);
        _base.Load(reader);
        _span.Load(reader);
        _leads.Load(reader);
        _slowLeads.Load(reader);
        IsReady = reader.Read<bool>();
        LeadIsReady = reader.Read<bool>();
        SpanA = reader.Read<double>();
        SpanB = reader.Read<double>();
    }
}
