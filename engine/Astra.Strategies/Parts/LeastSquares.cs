namespace Astra.Strategies;

/// <summary>
/// Ordinary least squares by the normal equations and Cholesky's factor, for a handful of regressors: nothing is allocated. The caller adds
/// rows, so that no matrix of them is ever made.
/// </summary>
internal ref struct LeastSquares(int regressors, Span<double> work)
{
    /// <summary>A pivot below this share of its column is rounding: the regressors are one another's copies.</summary>
    private const double Singular = 1e-10;

    private readonly Span<double> _gram = work[..(regressors * regressors)];
    private readonly Span<double> _cross = work.Slice(regressors * regressors, regressors);
    private double _squares;
    private int _rows;

    /// <summary>Length of the work space, which must be zeros.</summary>
    public static int Work(int regressors) => regressors * regressors + regressors;

    /// <summary>Sum of squares of what the fit leaves, never below zero.</summary>
    public double Residual { get; private set; }

    public readonly int Rows => _rows;

    public void Add(scoped ReadOnlySpan<double> x, double y)
    {
        for (int i = 0; i < regressors; i++)
        {
            for (int j = 0; j <= i; j++) _gram[i * regressors + j] += x[i] * x[j];
            _cross[i] += x[i] * y;
        }
        _squares += y * y;
        _rows++;
    }

    /// <summary>Solves once; false when the regressors do not determine an answer.</summary>
    /// <param name="firstVariance">First element of the inverse Gram matrix: times the residual variance it is the variance of the first coefficient.</param>
    public bool TrySolve(scoped Span<double> coefficients, out double firstVariance)
    {
        firstVariance = 0;
        for (int i = 0; i < regressors; i++)
        {
            double full = _gram[i * regressors + i];
            for (int j = 0; j <= i; j++)
            {
                double sum = _gram[i * regressors + j];
                for (int k = 0; k < j; k++) sum -= _gram[i * regressors + k] * _gram[j * regressors + k];
                if (j < i)
                {
                    _gram[i * regressors + j] = sum / _gram[j * regressors + j];
                }
                else
                {
                    if (!(sum > full * Singular)) return false;
                    _gram[i * regressors + i] = Math.Sqrt(sum);
                }
            }
        }
        Solve(_cross, coefficients);
        double explained = 0;
        for (int i = 0; i < regressors; i++) explained += coefficients[i] * _cross[i];
        Residual = Math.Max(0, _squares - explained);
        // The first row of the factor's inverse, squared and summed, by solving for the first unit vector.
        Span<double> unit = stackalloc double[regressors], column = stackalloc double[regressors];
        unit.Clear();
        unit[0] = 1;
        Solve(unit, column);
        firstVariance = column[0];
        return true;
    }

    private readonly void Solve(scoped ReadOnlySpan<double> right, scoped Span<double> into)
    {
        for (int i = 0; i < regressors; i++)
        {
            double sum = right[i];
            for (int k = 0; k < i; k++) sum -= _gram[i * regressors + k] * into[k];
            into[i] = sum / _gram[i * regressors + i];
        }
        for (int i = regressors - 1; i >= 0; i--)
        {
            double sum = into[i];
            for (int k = i + 1; k < regressors; k++) sum -= _gram[k * regressors + i] * into[k];
            into[i] = sum / _gram[i * regressors + i];
        }
    }
}
