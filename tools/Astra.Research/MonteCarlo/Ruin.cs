using Astra.Markets;

namespace Astra.Research;

/// <summary>Ruin and barriers in closed form or by exact recursion: what simulations are held against, and quick answers of their own.</summary>
public static class Ruin
{
    /// <summary>A gambler with <paramref name="capital"/> units who wins one with probability p and else loses one is ever ruined.</summary>
    public static double Ever(double p, int capital)
    {
        RequireBet(p, capital);
        return p <= 0.5 ? 1 : Math.Pow((1 - p) / p, capital);
    }

    /// <summary>Ruined before reaching <paramref name="target"/> (Feller, An Introduction to Probability Theory, vol. 1, XIV.2).</summary>
    public static double BeforeTarget(double p, int capital, int target)
    {
        RequireBet(p, capital);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(target, capital);
        if (p == 0.5) return 1 - (double)capital / target;
        double k = (1 - p) / p;
        return (Math.Pow(k, capital) - Math.Pow(k, target)) / (1 - Math.Pow(k, target));
    }

    /// <summary>Ruined within so many bets, by exact recursion over the distribution of capital; with a target, play ends there too.</summary>
    public static double Within(double p, int capital, int bets, int? target = null)
    {
        RequireBet(p, capital);
        ArgumentOutOfRangeException.ThrowIfNegative(bets);
        int top = target ?? capital + bets + 1;
        var at = new double[top + 1];
        var next = new double[top + 1];
        at[capital] = 1;
        for (int bet = 0; bet < bets; bet++)
        {
            Array.Clear(next);
            next[0] = at[0];
            next[top] = at[top];
            for (int units = 1; units < top; units++)
            {
                next[units - 1] += at[units] * (1 - p);
                next[units + 1] += at[units] * p;
            }
            (at, next) = (next, at);
        }
        return at[0];
    }

    /// <summary>An insurer's ruin with exponential claims (Cramer and Lundberg): initial reserve, safety loading over 0, mean claim.</summary>
    public static double ExponentialClaims(double reserve, double loading, double meanClaim) =>
        Math.Exp(-loading * reserve / ((1 + loading) * meanClaim)) / (1 + loading);

    /// <summary>A geometric Brownian motion touches a barrier at or under its start within the time, watched without pause.</summary>
    public static double TouchesBarrier(double start, double barrier, double drift, double volatility, double time)
    {
        double a = Math.Log(barrier / start), v = drift - volatility * volatility / 2, spread = volatility * Math.Sqrt(time);
        return Normal.Cdf((a - v * time) / spread) + Math.Exp(2 * v * a / (volatility * volatility)) * Normal.Cdf((a + v * time) / spread);
    }

    /// <summary>
    /// As above, looked at in equal steps only: the barrier moves away by 0.5826 standard deviations of a step (Broadie, Glasserman and Kou
    /// 1997). Good to 0.003 at 21 steps, 0.001 from 63 on.
    /// </summary>
    public static double TouchesBarrier(double start, double barrier, double drift, double volatility, double time, int steps) =>
        TouchesBarrier(start, barrier * Math.Exp(-0.5826 * volatility * Math.Sqrt(time / steps)), drift, volatility, time);

    /// <summary>Probability that the longest losing streak of so many trades is at least <paramref name="length"/>, each lost with probability q on its own.</summary>
    public static double LosingStreak(double q, int trades, int length)
    {
        // Index: losses in a row so far, and the last one absorbs.
        var at = new double[length + 1];
        at[0] = 1;
        for (int trade = 0; trade < trades; trade++)
        {
            double alive = 1 - at[length];
            at[length] += at[length - 1] * q;
            for (int i = length - 1; i > 0; i--) at[i] = at[i - 1] * q;
            at[0] = alive * (1 - q);
        }
        return at[length];
    }

    /// <summary>The share of wealth to bet that grows fastest (Kelly 1956), 0 when the bet is not worth making.</summary>
    /// <param name="odds">Won per unit bet.</param>
    public static double KellyShare(double p, double odds) => Math.Max(0, p - (1 - p) / odds);

    /// <summary>Growth of log wealth per bet at a share of wealth.</summary>
    public static double GrowthAt(double p, double odds, double share) => p * Math.Log(1 + odds * share) + (1 - p) * Math.Log(1 - share);

    /// <summary>Mean of the largest drawdown of a Brownian motion without drift: sqrt(pi/2) sigma sqrt(T) (Magdon-Ismail et al. 2004).</summary>
    public static double DriftlessDrawdown(double volatility, double time) => Math.Sqrt(Math.PI / 2) * volatility * Math.Sqrt(time);

    private static void RequireBet(double p, int capital)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "a probability over 0 and under 1 is needed");
        ArgumentOutOfRangeException.ThrowIfLessThan(capital, 1);
    }
}
