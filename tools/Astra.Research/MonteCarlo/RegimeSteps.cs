namespace Astra.Research;

/// <summary>Paths of a fitted <see cref="RegimeModel"/>: the chain moves, then the state's return is drawn. A loss of everything ends at zero.</summary>
internal struct RegimeSteps(RegimeModel model, ulong seed) : IPathSteps
{
    private Philox _random;
    private int _state;

    public void Begin(long path)
    {
        _random = new Philox(seed, (ulong)path);
        _state = -1;
    }

    public double Next()
    {
        _state = Draw(_state < 0 ? model.Start : model.Transition[_state]);
        return Math.Max(0, 1 + model.Mean[_state] + model.Deviation[_state] * _random.NextNormal());
    }

    private int Draw(double[] probabilities)
    {
        double left = _random.NextUnit();
        for (int state = 0; state < probabilities.Length - 1; state++)
            if ((left -= probabilities[state]) < 0) return state;
        return probabilities.Length - 1;
    }
}
