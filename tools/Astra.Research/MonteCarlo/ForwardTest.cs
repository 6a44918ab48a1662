namespace Astra.Research;

/// <summary>
/// A live plan held against its backtest: where its wealth and drawdown stand among paths of as many trades drawn from the backtest. A plan
/// that stays in the lowest few percent is likely not the plan that was tested.
/// </summary>
/// <param name="Trades">Live trades so far.</param>
/// <param name="Terminal">Live wealth as a multiple of the start.</param>
/// <param name="TerminalRank">Share of simulated paths that end at or under it.</param>
/// <param name="MaxDrawdown">Live, as a share of the peak.</param>
/// <param name="DrawdownRank">Share of simulated paths whose drawdown is at least as deep.</param>
/// <param name="Expected">What the backtest promises for as many trades.</param>
public sealed record ForwardTest(int Trades, double Terminal, Estimate TerminalRank, double MaxDrawdown, Estimate DrawdownRank, SimulationSummary Expected)
{
    /// <summary>Under this rank of wealth or drawdown the live plan is called out of line with its backtest.</summary>
    public const double Alarm = 0.05;

    public bool OutOfLine => TerminalRank.Value < Alarm || DrawdownRank.Value < Alarm;

    /// <param name="plan">How paths are drawn from the backtest; the number of steps is that of the live trades.</param>
    public static ForwardTest Run(TradeReturns live, PathSimulation simulation)
    {
        if (simulation.Steps != live.Count)
            throw new ArgumentException($"paths of {simulation.Steps} trades cannot be compared with {live.Count} live ones", nameof(simulation));
        (double terminal, double drawdown) = live.AsTheyCame();
        int lower = 0, deeper = 0;
        foreach (double end in simulation.Terminal)
            if (end <= terminal) lower++;
        foreach (double depth in simulation.MaxDrawdown)
            if (depth >= drawdown) deeper++;
        return new(live.Count, terminal, Estimate.Share(lower, simulation.Paths), drawdown, Estimate.Share(deeper, simulation.Paths), SimulationSummary.Of(simulation));
    }
}
