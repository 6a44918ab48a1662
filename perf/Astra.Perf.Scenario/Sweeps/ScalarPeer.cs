namespace Astra.Perf.Scenario.Sweeps;

/// <summary>
/// What a good programmer writes for one strategy in an afternoon, and what a fused numba loop compiles to: one pass over the closes for each
/// set, everything in registers, money in doubles, no vectors. It knows one strategy, one mode and one kind of fee, and its money rounds.
/// </summary>
internal static class ScalarPeer
{
    /// <returns>Final equity, trades and largest drawdown of one set.</returns>
    public static (double Equity, int Trades, double Drawdown) Macd(double[] opens, double[] closes, int fast, int slow, int signal, double cash, int quantity, double feeRate)
    {
        double fastFactor = 2.0 / (fast + 1), slowFactor = 2.0 / (slow + 1), signalFactor = 2.0 / (signal + 1);
        double fastAverage = 0, slowAverage = 0, signalAverage = 0, fastSum = 0, slowSum = 0, signalSum = 0;
        double previous = 0, peak = cash, drawdown = 0, sum = 0, squares = 0, last = cash;
        int held = 0, order = 0, trades = 0;
        int first = slow - 1 + signal - 1;
        for (int i = 0; i < closes.Length; i++)
        {
            double close = closes[i];
            if (order != 0)
            {
                double price = opens[i];
                cash -= order * quantity * price + feeRate * quantity * price;
                if (order < 0) trades++;
                held += order * quantity;
                order = 0;
            }
            double equity = cash + held * close;
            if (equity > peak) peak = equity;
            else if (peak - equity > drawdown) drawdown = peak - equity;
            double change = equity / last - 1;
            sum += change;
            squares += change * change;
            last = equity;

            if (i < fast) fastAverage = (fastSum += close) / fast;
            else fastAverage += fastFactor * (close - fastAverage);
            if (i < slow) slowAverage = (slowSum += close) / slow;
            else slowAverage += slowFactor * (close - slowAverage);
            if (i < slow - 1) continue;
            double line = fastAverage - slowAverage;
            if (i <= first) signalAverage = (signalSum += line) / signal;
            else signalAverage += signalFactor * (line - signalAverage);
            if (i < first) continue;
            double difference = line - signalAverage;
            if (i > first)
            {
                if (previous <= 0 && difference > 0 && held == 0) order = 1;
                else if (previous >= 0 && difference < 0 && held > 0) order = -1;
            }
            previous = difference;
        }
        // The moments are used, so that nothing is left out by the compiler.
        return (last, trades, double.IsNaN(sum + squares) ? double.NaN : drawdown);
    }
}
