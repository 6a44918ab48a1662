using Astra.Markets;

namespace Astra.Indicators;

/// <summary>An indicator of two price series, fed the closes of the same bar of both.</summary>
public interface IPairIndicator : IStateful
{
    bool IsReady { get; }

    /// <summary>The main figure; always finite, and 0 until <see cref="IsReady"/>.</summary>
    double Value { get; }

    void Update(Price first, Price second);
}
