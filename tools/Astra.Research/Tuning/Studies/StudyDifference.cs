using System.Globalization;
using System.Text.RegularExpressions;

namespace Astra.Research.Tuning;

/// <summary>What tells a study that is there from the one that is asked for, in words.</summary>
internal static partial class StudyDifference
{
    private const int MostShown = 4;

    /// <summary>The parameters that differ, each with both ranges.</summary>
    public static string OfSpaces(string there, string asked)
    {
        SearchSpace old = SpaceJson.Read(there), wanted = SpaceJson.Read(asked);
        string[] differing =
        [
            .. wanted.Parameters.Where(p => old.IndexOf(p.Name) < 0).Select(p => $"{p.Name} is not in it"),
            .. old.Parameters.Where(p => wanted.IndexOf(p.Name) < 0).Select(p => $"{p.Name} is in it and not asked for"),
            .. old.Parameters.Where(p => wanted.IndexOf(p.Name) >= 0).Select(p => (p.Name, Old: Range(p), New: Range(wanted[wanted.IndexOf(p.Name)]))).Where(p => p.Old != p.New)
                .Select(p => $"{p.Name} is {p.Old} in it, {p.New} is asked for"),
        ];
        return differing.Length > 0 ? string.Join("; ", differing) : "the order of its parameters differs";
    }

    /// <summary>The pieces of a description (between commas and brackets) that only one of the two has.</summary>
    public static string OfWords(string there, string asked)
    {
        string[] old = Pieces(there), wanted = Pieces(asked);
        return $"it holds {Shown(old.Except(wanted))}, asked for is {Shown(wanted.Except(old))}";
    }

    private static string Range(SearchParameter parameter)
    {
        string values = parameter.Kind == ParameterKind.Choice
            ? string.Join('|', parameter.Choices)
            : string.Create(CultureInfo.InvariantCulture, $"{parameter.Low} to {parameter.High}{(parameter.Step is 0 or 1 ? "" : $" by {parameter.Step}")}{(parameter.Log ? ", logarithmic" : "")}{(parameter.Kind == ParameterKind.Whole ? ", whole" : "")}");
        return parameter.Parent is null ? values : $"{values} with {parameter.Parent} {string.Join('|', parameter.ParentChoices)}";
    }

    private static string[] Pieces(string words) =>
        Escape().Replace(words, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
            .Split([',', ';', '{', '}'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Shown(IEnumerable<string> pieces)
    {
        string[] all = [.. pieces.Select(piece => piece.Replace("\"", "", StringComparison.Ordinal))];
        return all.Length == 0 ? "nothing else" : string.Join(", ", all.Take(MostShown)) + (all.Length > MostShown ? ", …" : "");
    }

    /// <summary>JSON writes a plus sign and others by their number.</summary>
    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
