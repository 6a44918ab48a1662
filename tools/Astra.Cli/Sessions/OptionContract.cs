using Astra.Markets;

namespace Astra.Cli;

/// <summary>One option under either model.</summary>
internal sealed record OptionContract(bool OnForward, OptionRight Right, double Underlying, double Strike, double Years, double Rate, double Dividend)
{
    public bool IsValid => OnForward ? Forward.IsValid : Spot.IsValid;

    private Black76Option Forward => new(Right, Underlying, Strike, Years, Rate);

    private BlackScholesOption Spot => new(Right, Underlying, Strike, Years, Rate, Dividend);

    public OptionValue Value(double volatility) => OnForward ? Forward.Value(volatility) : Spot.Value(volatility);

    public ImpliedVolatility Implied(double price) => OnForward ? Forward.ImpliedVolatility(price) : Spot.ImpliedVolatility(price);
}
