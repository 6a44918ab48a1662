namespace Astra.Research.Tuning;

/// <summary>A function with a known minimum, on which samplers are compared.</summary>
/// <param name="Evaluate">Of a point of the space; lower is better.</param>
public sealed record BenchFunction(string Name, SearchSpace Space, Func<double[], double> Evaluate)
{
    private static readonly double[] Heights = [1, 1.2, 3, 3.2];
    private static readonly double[][] Slopes =
        [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
    private static readonly double[][] Centres =
    [
        [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650],
        [4047, 8828, 8732, 5743, 1091, 381],
    ];

    public static IReadOnlyList<BenchFunction> All { get; } =
    [
        new("branin", new(SearchParameter.Number("x1", -5, 10), SearchParameter.Number("x2", 0, 15)), Branin),
        new("hartmann6", Box(6, 0, 1), Hartmann),
        new("rosenbrock4", Box(4, -5, 10), Rosenbrock),
        new("rastrigin5", Box(5, -5.12, 5.12), Rastrigin),
        new("mixed", MixedSpace(), Mixed),
    ];

    private static SearchSpace Box(int axes, double low, double high) => new(Enumerable.Range(1, axes).Select(i => SearchParameter.Number($"x{i}", low, high)));

    private static double Branin(double[] x)
    {
        double bowl = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10;
    }

    private static double Hartmann(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < Heights.Length; i++)
        {
            double depth = 0;
            for (int j = 0; j < x.Length; j++) depth += Slopes[i][j] * (x[j] - 1e-4 * Centres[i][j]) * (x[j] - 1e-4 * Centres[i][j]);
            sum -= Heights[i] * Math.Exp(-depth);
        }
        return sum;
    }

    private static double Rosenbrock(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++) sum += 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + (1 - x[i]) * (1 - x[i]);
        return sum;
    }

    private static double Rastrigin(double[] x) => 10 * x.Length + x.Sum(each => each * each - 10 * Math.Cos(2 * Math.PI * each));

    private static SearchSpace MixedSpace() => new(
        SearchParameter.Choice("kind", "trend", "mean"),
        SearchParameter.Number("stop", 0.1, 10, log: true),
        SearchParameter.Whole("fast", 2, 50).When("kind", "trend"),
        SearchParameter.Whole("slow", 10, 200).When("kind", "trend"),
        SearchParameter.Whole("lookback", 5, 100).When("kind", "mean"),
        SearchParameter.Number("z", 0.5, 4).When("kind", "mean"),
        SearchParameter.Choice("exit", "mid", "band", "time").When("kind", "mean"));

    private static double Mixed(double[] p) => p[0] == 0
        ? Square((p[2] - 12) / 10) + Square((p[3] - 60) / 40) + 0.5 * Square(Math.Log(p[1] / 1.5)) + 0.3
        : Square((p[4] - 34) / 15) + Square(p[5] - 2.1) + 0.5 * Square(Math.Log(p[1] / 0.4)) + (p[6] switch { 0 => 0.2, 1 => 0, _ => 0.6 });

    private static double Square(double x) => x * x;
}
