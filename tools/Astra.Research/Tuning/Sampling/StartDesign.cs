namespace Astra.Research.Tuning;

/// <summary>
/// The first points: a Latin hypercube. Each axis is cut into as many slices as there are points and each slice is used once, which covers the
/// space better than chance and tries the choices evenly.
/// </summary>
internal sealed class StartDesign
{
    private readonly double[][] _unit;

    public StartDesign(ulong seed, int axes, int count)
    {
        _unit = new double[count][];
        for (int i = 0; i < count; i++) _unit[i] = new double[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            Philox random = new(seed, (ulong)axis, 2);
            for (int i = 0; i < count; i++)
            {
                // Fisher and Yates, inside out: slice i goes where a random earlier one is, which moves to the end.
                int at = random.NextIndex(i + 1);
                _unit[i][axis] = _unit[at][axis];
                _unit[at][axis] = i;
            }
            for (int i = 0; i < count; i++) _unit[i][axis] = (_unit[i][axis] + random.NextUnit()) / count;
        }
    }

    public int Count => _unit.Length;

    public double[] this[long number] => _unit[number];
}
