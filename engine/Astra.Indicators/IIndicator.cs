using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// One streaming indicator: fed closed bars in order, constant work and no allocation per bar, its value at a bar a function of that bar
/// and those before it. Gaps are not filled and a new session resets nothing, unless the indicator's name says session.
/// </summary>
public interface IIndicator : IStateful
{
    /// <summary>False while warming up.</summary>
    bool IsReady { get; }

    /// <summary>The main figure, in rupees where it is a price; always finite, and 0 until <see cref="IsReady"/>.</summary>
    double Value { get; }

    void Update(in Bar bar);
}

/// <summary>An indicator of one price series; a bar counts as its close.</summary>
public interface IPriceIndicator : IIndicator
{
    void Update(Price price);
}
