using System.Globalization;
using System.Text;

namespace Astra.Strategies;

/// <summary>
/// A strategy made of others. Its parameters are its members', each with the member's number before it (<c>1.fast</c>, <c>2.length</c>), and
/// then its own, so that plans, tuners and screens handle it like any other.
/// </summary>
internal abstract class HybridDescriptor : StrategyDescriptor
{
    private readonly StrategyParameter[] _parameters;
    private readonly int _own;

    protected HybridDescriptor(string form, HybridParts parts, IReadOnlyList<StrategyParameter> own)
    {
        Parts = parts;
        List<StrategyParameter> parameters = [];
        for (int i = 0; i < parts.Members.Count; i++)
            foreach (StrategyParameter parameter in parts.Members[i].Parameters)
                parameters.Add(parameter with { Name = Numbered(i, parameter.Name), Meaning = $"{parts.Members[i].Name}: {parameter.Meaning}" });
        _own = parameters.Count;
        parameters.AddRange(own);
        _parameters = [.. parameters];
        Name = Write(form, parts);
    }

    protected HybridParts Parts { get; }

    /// <summary>The expression, written as the registry would read it again.</summary>
    public override string Name { get; }

    public override IReadOnlyList<StrategyParameter> Parameters => _parameters;

    public override IReadOnlyList<string> Indicators => DistinctIndicators([]);

    public override string? FirstProblem(StrategyMarket market)
    {
        foreach (StrategyDescriptor member in Parts.Members)
            if (member.FirstProblem(market) is { } problem) return problem;
        return base.FirstProblem(market);
    }

    protected static string Numbered(int member, string parameter) => string.Create(CultureInfo.InvariantCulture, $"{member + 1}.{parameter}");

    protected string[] DistinctIndicators(IReadOnlyList<string> own)
    {
        List<string> names = [];
        foreach (StrategyDescriptor member in Parts.Members)
            foreach (string name in member.Indicators)
                if (!names.Contains(name)) names.Add(name);
        foreach (string name in own)
            if (!names.Contains(name)) names.Add(name);
        return [.. names];
    }

    /// <summary>Makes the hybrid over its members.</summary>
    /// <param name="own">Values of its own parameters.</param>
    protected abstract IStrategy Combine(IStrategy[] members, ReadOnlySpan<double> own);

    /// <summary>As <see cref="FirstConflict"/> for its own parameters, -1 when there is none.</summary>
    protected virtual int OwnConflict(ReadOnlySpan<double> own) => -1;

    protected sealed override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market)
    {
        IStrategy[] members = new IStrategy[Parts.Members.Count];
        int at = 0;
        for (int i = 0; i < members.Length; i++)
        {
            int count = Parts.Members[i].Parameters.Count;
            members[i] = Parts.Members[i].Create(values.Slice(at, count), market);
            at += count;
        }
        return Combine(members, values[_own..]);
    }

    protected sealed override int FirstConflict(ReadOnlySpan<double> values)
    {
        int at = 0;
        foreach (StrategyDescriptor member in Parts.Members)
        {
            int bad = member.FirstInvalid(values.Slice(at, member.Parameters.Count));
            if (bad >= 0) return at + bad;
            at += member.Parameters.Count;
        }
        int own = OwnConflict(values[_own..]);
        return own < 0 ? -1 : _own + own;
    }

    private static string Write(string form, HybridParts parts)
    {
        StringBuilder text = new(form);
        for (int i = 0; i < parts.Members.Count; i++)
        {
            text.Append(i == 0 ? "(" : ", ");
            if (parts.Labels[i].Length > 0) text.Append(parts.Labels[i]).Append(": ");
            text.Append(parts.Members[i].Name);
            if (parts.Weights[i] != 1) text.Append('*').Append(parts.Weights[i].ToString(CultureInfo.InvariantCulture));
        }
        if (parts.Number is { } number) text.Append("; ").Append(number.ToString(CultureInfo.InvariantCulture));
        return text.Append(')').ToString();
    }
}
