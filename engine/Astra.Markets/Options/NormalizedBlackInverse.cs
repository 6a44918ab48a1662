namespace Astra.Markets;

/// <summary>
/// The total deviation s that gives a normalised price: a guess from the shape of the curve, then Householder steps of the fourth order, each
/// on a transform of the price that is nearly straight there, inside a bracket that only shrinks. Two or three steps nearly everywhere.
/// </summary>
internal static class NormalizedBlackInverse
{
    /// <summary>A step of this relative size leaves an error beyond double precision, since each step takes the error to its fourth power.</summary>
    private const double LastStep = 1e-5;
    /// <summary>More than bisection alone would need.</summary>
    private const int MaxSteps = 1100;
    private const double LogSqrtTwoPi = 0.91893853320467274178;

    /// <summary>Solves for s; x is zero or below, 0 &lt; price &lt; exp(x/2).</summary>
    public static double Solve(double x, double price, out int steps)
    {
        // At s² = 2|x| the price has its steepest point: it is convex below and concave above.
        double steepest = Math.Sqrt(-2 * x);
        double atSteepest = x < 0 ? NormalizedBlack.Price(x, steepest) : 0;
        if (price < atSteepest) return Low(x, price, steepest, atSteepest, out steps);
        double maximum = PinnedMath.Exp(0.5 * x);
        return price < 0.4 * maximum ? Middle(x, price, maximum, steepest, out steps) : High(x, price, maximum, steepest, out steps);
    }

    /// <summary>The logarithm of the price against 1/s², where it is nearly a line: about -x²/(2s²) - 3 ln(1/s).</summary>
    private static double Low(double x, double price, double steepest, double atSteepest, out int steps)
    {
        double target = PinnedMath.Log(price) + LogSqrtTwoPi, low = 0, high = steepest;
        double s = LowGuess(x, target, steepest, atSteepest, price);
        for (steps = 1; ; steps++)
        {
            double a = -x / s, t = 0.5 * s, aa = a * a, tt = t * t;
            double ratio = NormalizedBlack.Difference(a, t);
            double f = PinnedMath.Log(ratio) - 0.5 * (aa + tt) - target;
            if (f < 0) low = s;
            else high = s;
            // Derivatives by ln s, then by u = 1/s².
            double f1 = s / ratio, c = aa - tt, g = 1 + c - f1, f2 = f1 * g, f3 = f2 * g + f1 * (-2 * (aa + tt) - f2);
            double newton = 2 * f / f1, h2 = -0.5 * (f2 + 2 * f1) / f1, h3 = 0.25 * (f3 + 6 * f2 + 8 * f1) / f1;
            double step = Householder(newton, h2, h3), next = s / Math.Sqrt(1 + step);
            if (Ends(ref s, next, low, high, steps)) return s;
        }
    }

    /// <summary>
    /// For small |x| the price over |x| is exp(-a²/2) (1 - a R(a)) / (a sqrt(2 pi)) with a = |x|/s, and 1 - a R(a) is about 1 / (1 + 1.25 a + a²); for
    /// other x a term s²/8 is added. Two Newton steps in a on the logarithm of that.
    /// </summary>
    private static double LowGuess(double x, double target, double steepest, double atSteepest, double price)
    {
        double nearest = -x / steepest;
        double wanted = PinnedMath.Log(-x) - target;
        double fall = PinnedMath.Log(atSteepest) + LogSqrtTwoPi - target;
        // Both bounds are above the solution: the first holds for small a, the second for large.
        double a = Math.Min(nearest * (atSteepest / price), Math.Sqrt(nearest * nearest + 2 * fall));
        for (int i = 0; i < 2; i++)
        {
            double cubic = a * (1 + a * (1.2533 + a)), s = x / a, drift = 0.125 * s * s;
            double value = 0.5 * a * a + PinnedMath.Log(cubic) + drift - wanted;
            double slope = a + (1 + a * (2.5066 + 3 * a)) / cubic - 2 * drift / a;
            a = Math.Max(nearest, a - value / slope);
        }
        return -x / a;
    }

    /// <summary>The price itself against s: above its steepest point it bends slowly.</summary>
    private static double Middle(double x, double price, double maximum, double steepest, out int steps)
    {
        double low = steepest, high = double.PositiveInfinity;
        double s = HighGuess(x, price, maximum, steepest);
        for (steps = 1; ; steps++)
        {
            double a = -x / s, t = 0.5 * s, e = NormalizedBlack.Slope(a, t);
            double value = NormalizedBlack.IsDifference(a, t) ? e * NormalizedBlack.Difference(a, t) : maximum - e * NormalizedBlack.Complement(a, t);
            double f = value - price;
            if (f < 0) low = s;
            else high = s;
            double slant = a / s, bend = (a * a - t * t) / s, third = bend * bend - 3 * slant * slant - 0.25;
            double next = s + Householder(-f / e, bend, third);
            if (Ends(ref s, next, low, high, steps)) return s;
        }
    }

    /// <summary>The logarithm of what the price lacks to its maximum, against s: far out it is nearly a parabola, -s²/8.</summary>
    private static double High(double x, double price, double maximum, double steepest, out int steps)
    {
        double low = steepest, high = double.PositiveInfinity;
        double target = PinnedMath.Log(maximum - price) + LogSqrtTwoPi;
        double s = HighGuess(x, price, maximum, steepest);
        for (steps = 1; ; steps++)
        {
            double a = -x / s, t = 0.5 * s, aa = a * a, tt = t * t;
            double ratio = NormalizedBlack.Complement(a, t), p = 1 / ratio;
            double f = PinnedMath.Log(ratio) - 0.5 * (aa + tt) - target;
            if (f > 0) low = s;
            else high = s;
            double slant = a / s, bend = (aa - tt) / s, third = bend * bend - 3 * slant * slant - 0.25;
            double next = s + Householder(f * ratio, bend + p, third + p * (3 * bend + 2 * p));
            if (Ends(ref s, next, low, high, steps)) return s;
        }
    }

    /// <summary>At x = 0 the missing part is twice the upper tail of s/2, and for other x not far from it.</summary>
    private static double HighGuess(double x, double price, double maximum, double steepest)
    {
        double missing = maximum - price;
        // Small deviations are lost in the missing part, not in the price.
        double half = missing > 0.5 ? Normal.RoughCentralQuantile(0.5 * (price - PinnedMath.Expm1(0.5 * x))) : Normal.RoughUpperQuantile(0.5 * missing);
        return Math.Max(steepest, 2 * half);
    }

    /// <summary>The step from a Newton step and the second and third derivative over the first.</summary>
    private static double Householder(double newton, double second, double third) =>
        newton * (1 + 0.5 * second * newton) / (1 + newton * (second + third * newton / 6));

    /// <summary>Takes the step when it stays inside the bracket and halves the bracket otherwise; true when there is nothing left to gain.</summary>
    private static bool Ends(ref double s, double next, double low, double high, int steps)
    {
        double was = s;
        if (next >= low && next <= high) s = next;
        else s = double.IsPositiveInfinity(high) ? 2 * low : 0.5 * (low + high);
        return Math.Abs(s - was) <= LastStep * was || steps >= MaxSteps;
    }
}
