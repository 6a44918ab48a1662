namespace Astra.Research.Tuning;

/// <summary>
/// What is searched: parameters in order, each after the choice on which it depends. A point holds one value for each parameter, NaN where one
/// does not apply.
/// </summary>
public sealed class SearchSpace
{
    private const int Patience = 20_000, Rounds = 20;

    private readonly SearchParameter[] _parameters;
    private readonly int[] _parents;
    private readonly bool[][] _applies;
    private readonly bool[] _isParent;

    /// <exception cref="ArgumentException">A name stands twice, or a parent is missing, comes later, is no choice or has no such choice.</exception>
    public SearchSpace(params IEnumerable<SearchParameter> parameters)
    {
        _parameters = [.. parameters];
        if (_parameters.Length == 0) throw new ArgumentException("a search space needs at least one parameter", nameof(parameters));
        (_parents, _applies, _isParent) = (new int[_parameters.Length], new bool[_parameters.Length][], new bool[_parameters.Length]);
        for (int i = 0; i < _parameters.Length; i++)
        {
            SearchParameter each = _parameters[i];
            if (IndexOf(each.Name) != i) throw new ArgumentException($"{each.Name} stands twice in the search space", nameof(parameters));
            (_parents[i], _applies[i]) = (-1, []);
            if (each.Parent is null) continue;
            int parent = IndexOf(each.Parent);
            if (parent < 0 || parent >= i || _parameters[parent].Kind != ParameterKind.Choice)
                throw new ArgumentException($"{each.Name} depends on {each.Parent}, which is not a choice ahead of it", nameof(parameters));
            foreach (string choice in each.ParentChoices)
                if (!_parameters[parent].Choices.Contains(choice)) throw new ArgumentException($"{each.Name} depends on {each.Parent} = {choice}, which is not among its choices", nameof(parameters));
            _parents[i] = parent;
            _applies[i] = [.. _parameters[parent].Choices.Select(each.ParentChoices.Contains)];
            _isParent[parent] = true;
        }
    }

    public int Count => _parameters.Length;

    public IReadOnlyList<SearchParameter> Parameters => _parameters;

    public SearchParameter this[int index] => _parameters[index];

    /// <summary>-1 when there is none of that name.</summary>
    public int IndexOf(string name) => Array.FindIndex(_parameters, p => p.Name == name);

    /// <summary>Other parameters depend on it.</summary>
    public bool IsParent(int index) => _isParent[index];

    /// <summary>Whether a parameter applies at a point; only the values ahead of it are looked at.</summary>
    public bool Applies(ReadOnlySpan<double> point, int index)
    {
        int parent = _parents[index];
        return parent < 0 || (!double.IsNaN(point[parent]) && _applies[index][(int)point[parent]]);
    }

    /// <summary>What is wrong with a point, in words; null when it lies in the space.</summary>
    public string? Problem(ReadOnlySpan<double> point)
    {
        if (point.Length != Count) return $"a point of this space has {Count} values, not {point.Length}";
        for (int i = 0; i < Count; i++)
        {
            if (Applies(point, i) ? !_parameters[i].Allows(point[i]) : !double.IsNaN(point[i]))
                return $"{_parameters[i].Name} = {point[i].ToString(System.Globalization.CultureInfo.InvariantCulture)} is outside of its range, or does not apply here";
        }
        return null;
    }

    /// <summary>The point at unit coordinates, one for each parameter; those that do not apply become NaN.</summary>
    public double[] FromUnit(ReadOnlySpan<double> unit)
    {
        double[] point = new double[Count];
        for (int i = 0; i < Count; i++) point[i] = Applies(point, i) ? _parameters[i].FromUnit(unit[i]) : double.NaN;
        return point;
    }

    /// <summary>Finds the first parameter of a point that is at odds with another, -1 when all is well; null when nothing holds between them.</summary>
    public Func<double[], int>? Conflict { get; init; }

    public bool Keeps(double[] point) => Conflict is null || Conflict(point) < 0;

    /// <summary>
    /// The point itself when it keeps what must hold between its parameters; otherwise one near it: the parameter at fault is drawn anew, and when
    /// that is in vain the others too. The same point and number give the same repair.
    /// </summary>
    /// <exception cref="StudyException">Nothing was found in many draws.</exception>
    internal double[] Repaired(double[] point, long number)
    {
        double[] made = [.. point];
        Philox random = new(0, (ulong)number, 4);
        for (int tries = 0; tries < Patience; tries++)
        {
            if (Conflict is null || Conflict(made) is not (>= 0 and var fault)) return made;
            if (tries % Rounds == Rounds - 1)
                for (int i = 0; i < Count; i++) Draw(i);
            else Draw(fault);
        }
        throw new StudyException($"{_parameters[Math.Max(0, Conflict!(made))].Name} does not go with the other parameters anywhere in these ranges; give ranges in which they fit together");

        void Draw(int index)
        {
            double unit = random.NextUnit();
            if (_parameters[index].Kind != ParameterKind.Choice && Applies(made, index)) made[index] = _parameters[index].FromUnit(unit);
        }
    }
}
