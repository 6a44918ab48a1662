using System.Net;
using System.Text;

namespace Astra.Research;

/// <summary>
/// A page in one file: no network, no script, follows the reader's light or dark setting, prints on paper. It is well-formed XML, so a parser can
/// check it. Text is escaped here and nowhere else.
/// </summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _body = new();

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public HtmlPage Heading(int level, string text) => Raw($"<h{level}>{Escape(text)}</h{level}>");

    public HtmlPage Paragraph(string text, string style = "") => Raw(style.Length > 0 ? $"<p class=\"{style}\">{Escape(text)}</p>" : $"<p>{Escape(text)}</p>");

    public HtmlPage Figure(Chart chart) =>
        Raw($"<figure>{chart.InlineSvg()}<figcaption>{Escape(chart.Description)}</figcaption></figure>");

    public HtmlPage Warnings(IReadOnlyList<string> warnings) => warnings.Count == 0
        ? this
        : Raw($"<section class=\"warn\" aria-label=\"Warnings\"><h2>Before you believe this</h2><ul>{string.Concat(warnings.Select(w => $"<li>{Escape(w)}</li>"))}</ul></section>");

    public HtmlPage Tiles(IEnumerable<(string Name, string Value)> tiles) =>
        Raw($"<dl class=\"tiles\">{string.Concat(tiles.Select(tile => $"<div><dt>{Escape(tile.Name)}</dt><dd>{Escape(tile.Value)}</dd></div>"))}</dl>");

    /// <summary>The first cell of each row is its heading; the others are set to the right when they hold figures.</summary>
    /// <param name="textColumns">How many columns at the front hold words.</param>
    /// <param name="prose">The last column is a sentence.</param>
    /// <param name="dense">Many columns: smaller, and words wrap, so that all of them are seen on a page 1,200 pixels wide.</param>
    public HtmlPage Table(string caption, string[] heads, IEnumerable<string[]> rows, int textColumns = 1, bool prose = false, bool dense = false)
    {
        _body.Append(dense ? "<div class=\"wide dense\"><table>" : "<div class=\"wide\"><table>").Append("<caption>").Append(Escape(caption)).Append("</caption><thead><tr>");
        for (int i = 0; i < heads.Length; i++) _body.Append("<th scope=\"col\"").Append(Style(i)).Append('>').Append(Escape(heads[i])).Append("</th>");
        _body.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            _body.Append("<tr>");
            for (int i = 0; i < row.Length; i++)
                _body.Append(i == 0 ? "<th scope=\"row\">" : $"<td{Style(i)}>").Append(Escape(row[i])).Append(i == 0 ? "</th>" : "</td>");
            _body.Append("</tr>\n");
        }
        return Raw("</tbody></table></div>");

        string Style(int column) => prose && column == heads.Length - 1 ? " class=\"words meaning\"" : column < textColumns ? " class=\"words\"" : "";
    }

    public string ToString(string title) =>
        $"""
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{Escape(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {_body}</main>
        </body>
        </html>

        """;

    private HtmlPage Raw(string markup)
    {
        _body.Append(markup).Append('\n');
        return this;
    }

    private const string Style = """
        :root { --ink: #1A1F24; --paper: #FDFDFE; --rule: #D5DADF; --dim: #5C646C; --gain: #0072B2; --loss: #C25100; --note: #FFF4E5; }
        @media (prefers-color-scheme: dark) { :root { --ink: #E3E7EB; --paper: #14181C; --rule: #39414A; --dim: #9BA5AF; --gain: #56B4E9; --loss: #FF8B3D; --note: #33260F; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 61rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.55rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; }
        p { margin: .4rem 0; max-width: 48rem; } .verdict { font-size: 1.1rem; } .dim { color: var(--dim); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1.2rem 0; }
        .tiles div { border: 1px solid var(--rule); border-radius: .4rem; padding: .5rem .7rem; }
        .tiles dt { color: var(--dim); font-size: .8rem; } .tiles dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
        .warn { background: var(--note); border-left: .3rem solid var(--loss); border-radius: .3rem; padding: .1rem 1rem .6rem; margin: 1.2rem 0; }
        .warn h2 { margin: .6rem 0 .2rem; font-size: 1rem; } .warn ul { margin: 0; padding-left: 1.2rem; }
        figure { margin: 1.4rem 0; } figure svg { width: 100%; height: auto; display: block; } figcaption { color: var(--dim); font-size: .85rem; }
        .wide { overflow-x: auto; margin: .8rem 0 1.4rem; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: .2rem 0; }
        th, td { padding: .22rem .6rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; white-space: nowrap; }
        th { font-weight: 500; } thead th { color: var(--dim); } th[scope=row], .words { text-align: left; } .meaning { white-space: normal; width: 62%; color: var(--dim); }
        .dense { font-size: .8rem; line-height: 1.35; width: min(100vw - 2rem, 76rem); position: relative; left: 50%; transform: translateX(-50%); }
        .dense th, .dense td { padding: .2rem .35rem; } .dense thead th, .dense .words, .dense th[scope=row] { white-space: normal; overflow-wrap: break-word; } .dense .meaning { width: 18%; }
        tbody tr:nth-child(even) { background: color-mix(in srgb, var(--ink) 4%, transparent); }
        @media print { :root { --ink: #000; --paper: #fff; --rule: #bbb; --dim: #444; --gain: #0072B2; --loss: #C25100; --note: #fff; }
          main { max-width: none; padding: 0; } .dense { width: auto; left: 0; transform: none; } figure, table, .tiles, .warn { break-inside: avoid; } h2 { break-after: avoid; } }
        """;
}
