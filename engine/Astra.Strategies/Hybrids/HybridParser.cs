using System.Globalization;

namespace Astra.Strategies;

/// <summary>
/// Reads an expression such as <c>vote(macd-cross[fast=8]*2, rsi-reversal; 0.5)</c>. Grammar, spaces free between its parts:
/// <code>
/// expression = (name | form "(" member {"," member} [";" number] ")") ["[" parameter "=" number {"," parameter "=" number} "]"]
/// member     = [label ":"] expression ["*" number]
/// </code>
/// Brackets set defaults; the numbers stay parameters. The first thing wrong ends the reading and is told with its column.
/// </summary>
internal sealed class HybridParser
{
    public const int LongestText = 400;
    public const int Deepest = 4;
    public const int MostMembers = 8;
    public const int MostStrategies = 16;

    private readonly string _text;
    private int _at;
    private int _strategies;
    private string? _problem;

    private HybridParser(string text) => _text = text;

    /// <summary>The strategy, or null with what is wrong, where and what to do.</summary>
    public static StrategyDescriptor? Parse(string text, out string? problem)
    {
        if (text.Length > LongestText)
        {
            problem = $"an expression of {text.Length} characters is too long; {LongestText} are allowed";
            return null;
        }
        HybridParser parser = new(text);
        StrategyDescriptor? descriptor = parser.Expression(1);
        if (descriptor is not null && parser.Peek() != '\0') descriptor = parser.Fail("the expression ends before this; remove the rest");
        problem = parser._problem;
        return descriptor;
    }

    private StrategyDescriptor? Expression(int depth)
    {
        Peek();
        int start = _at;
        string name = Word();
        if (name.Length == 0) return Fail("a strategy is expected here, such as macd-cross or vote(…)");
        StrategyDescriptor? made = Peek() == '(' ? Hybrid(name, start, depth) : Plain(name, start);
        return made is not null && Peek() == '[' ? Preset(made) : made;
    }

    private StrategyDescriptor? Plain(string name, int start)
    {
        if (++_strategies > MostStrategies) return Fail($"more than {MostStrategies} strategies; leave some out", start);
        if (StrategyRegistry.TryGet(name, out StrategyDescriptor? found)) return found;
        return HybridForm.Find(name) is { } form
            ? Fail($"'{name}' needs its members in brackets, as in {form.Example}", start)
            : Fail($"there is no strategy '{name}'; there are {StrategyRegistry.NamesInWords()}", start);
    }

    private StrategyDescriptor? Hybrid(string name, int start, int depth)
    {
        if (HybridForm.Find(name) is not { } form) return Fail($"there is no hybrid '{name}'; there are {string.Join(", ", HybridForm.All.Select(f => f.Name))}", start);
        if (depth > Deepest) return Fail($"hybrids are nested deeper than {Deepest}; make it flatter", start);
        List<StrategyDescriptor> members = [];
        List<string> labels = [];
        List<double> weights = [];
        do
        {
            // Over the bracket or the comma.
            _at++;
            if (members.Count == form.Most)
                return Fail(form.Most == 1 ? $"{name} takes one member, as in {form.Example}" : $"{name} takes at most {form.Most} members; nest some of them");
            if (!Label(form, labels) || Member(name, depth) is not { } member || !Weight(form, weights)) return null;
            members.Add(member);
        }
        while (Peek() == ',');

        double? number = null;
        if (Peek() == ';')
        {
            if (form.Number is null) return Fail($"{name} takes no number; write it as in {form.Example}");
            _at++;
            if (!Number(out double value)) return null;
            number = value;
        }
        if (Peek() != ')') return Fail($"a comma or a closing bracket of {name} is expected here, as in {form.Example}");
        _at++;
        if (members.Count < form.Fewest) return Fail($"{name} takes at least {form.Fewest} members, as in {form.Example}", start);
        HybridDescriptor made = form.Make(new HybridParts(members, labels, weights, number));
        return made.Refusal(made.Defaults()) is { } refusal ? Fail(refusal, start) : made;
    }

    private StrategyDescriptor? Member(string form, int depth)
    {
        Peek();
        int start = _at;
        StrategyDescriptor? member = Expression(depth + 1);
        return member is { TakesSides: false }
            ? Fail($"'{member.Name}' does not go long and short by itself, so it cannot be part of {form}; plan it alone", start)
            : member;
    }

    private bool Label(HybridForm form, List<string> labels)
    {
        Peek();
        int start = _at;
        string label = Word();
        bool labelled = Peek() == ':';
        if (!labelled)
        {
            _at = start;
            labels.Add("");
            if (form.Labels.Count == 0) return true;
            Fail($"each member of {form.Name} needs one of {string.Join(", ", form.Labels)} before it, as in {form.Example}");
            return false;
        }
        if (form.Labels.Contains(label))
        {
            _at++;
            labels.Add(label);
            return true;
        }
        Fail(form.Labels.Count == 0
            ? $"members of {form.Name} have no label; write them as in {form.Example}"
            : $"'{label}' is no regime; there are {string.Join(", ", form.Labels)}", start);
        return false;
    }

    private bool Weight(HybridForm form, List<double> weights)
    {
        weights.Add(1);
        if (Peek() != '*') return true;
        if (!form.Weighted)
        {
            Fail($"members of {form.Name} have no weight; write them as in {form.Example}");
            return false;
        }
        _at++;
        if (!Number(out double weight)) return false;
        weights[^1] = weight;
        return true;
    }

    private StrategyDescriptor? Preset(StrategyDescriptor inner)
    {
        double[] values = inner.Defaults();
        int start = _at;
        int given = 0;
        string written = "";
        do
        {
            _at++;
            Peek();
            int at = _at;
            string name = Word();
            int index = inner.IndexOf(name);
            if (index < 0) return Fail($"{inner.Name} has no parameter '{name}'; it has {string.Join(", ", inner.Parameters.Select(p => p.Name))}", at);
            if (Peek() != '=') return Fail($"'{name}' needs a value, as in {name}={Text(values[index])}");
            _at++;
            if (!Number(out values[index])) return null;
            if (!inner.Parameters[index].Allows(values[index])) return Fail(inner.Refusal(values)!, at);
            written += $"{(given++ == 0 ? "[" : ",")}{name}={Text(values[index])}";
        }
        while (Peek() == ',');
        if (Peek() != ']') return Fail("a comma or a closing ']' is expected here, as in [fast=8,slow=21]");
        _at++;
        return inner.Refusal(values) is { } refusal ? Fail(refusal, start) : new PresetDescriptor(inner, values, written + "]");
    }

    /// <summary>The next character that is no space, not taken yet; 0 at the end.</summary>
    private char Peek()
    {
        while (_at < _text.Length && _text[_at] == ' ') _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private string Word()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterLower(_text[_at]) || char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or '.')) _at++;
        return _text[start.._at];
    }

    private bool Number(out double value)
    {
        Peek();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or '.')) _at++;
        if (double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return true;
        Fail("a number such as 2 or 0.5 is expected here", start);
        return false;
    }

    private StrategyDescriptor? Fail(string what, int at = -1)
    {
        _problem ??= $"{_text}: column {(at < 0 ? _at : at) + 1}: {what}";
        return null;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
